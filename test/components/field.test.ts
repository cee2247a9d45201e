import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import * as fc from "fast-check";
import { pageLocale } from "../../components/base/locale.js";
import type { AtField, FieldChange } from "../../components/field.js";
import "../../components/field.js";
import { hasSlider, positionOf, steppedFrom, valueAt, type NumberField } from "../../components/field/scale.js";
import { problemWith, type Field } from "../../src/hyperparameters/field.js";

const about = { stage: "convolution", invalidates: "model", doc: { en: "What it does.", "pt-BR": "O que faz." } } as const;
const kernelSize = { kind: "integer", default: 5, min: 1, max: 15, unit: { en: "tokens", "pt-BR": "tokens" }, label: { en: "Kernel size", "pt-BR": "Tamanho do kernel" }, source: { en: "the reference", "pt-BR": "a referência" }, ...about } as const satisfies Field;
const learningRate = { kind: "real", default: 0.001, min: 0.00001, max: 1, scale: "log", label: { en: "Learning rate", "pt-BR": "Taxa de aprendizado" }, ...about } as const satisfies Field;
const batchSize = { kind: "integer", default: 32, min: 1, max: 1024, scale: "log", label: { en: "Batch size", "pt-BR": "Tamanho do lote" }, ...about } as const satisfies Field;
const pooling = { kind: "choice", default: "max", choices: { max: { en: "Maximum", "pt-BR": "Máximo" }, sum: { en: "Sum", "pt-BR": "Soma" } }, label: { en: "Pooling", "pt-BR": "Pooling" }, ...about } as const satisfies Field;
const many = { ...pooling, choices: Object.fromEntries(["max", "b", "c", "d", "e"].map((name) => [name, { en: name, "pt-BR": name }])) } satisfies Field;
const yes = { kind: "boolean", default: true, label: { en: "Keep", "pt-BR": "Guardar" }, ...about } as const satisfies Field;
const words = { kind: "text", default: "", maxLength: 10, multiline: true, label: { en: "Probe text", "pt-BR": "Texto de sondagem" }, ...about } as const satisfies Field;
const everyField: Readonly<Record<string, Field>> = { kernelSize, learningRate, batchSize, pooling, many, yes, words };

const make = async (name: string, field: Field, value?: unknown): Promise<{ element: AtField; changes: FieldChange[]; previews: FieldChange[] }> => {
  const [changes, previews]: [FieldChange[], FieldChange[]] = [[], []];
  const element = await fixture<AtField>(html`<at-field name=${name} .field=${field} .value=${value}
    @at-change=${(event: CustomEvent<FieldChange>) => changes.push(event.detail)} @at-preview=${(event: CustomEvent<FieldChange>) => previews.push(event.detail)}></at-field>`);
  return { element, changes, previews };
};
const part = <E extends Element = HTMLInputElement>(element: AtField, selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;
async function enter(element: AtField, text: string): Promise<void> {
  const box = part(element, "#control");
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  box.dispatchEvent(new Event("change", { bubbles: true }));
  await element.updateComplete;
}
const problemText = (element: AtField): string | undefined => element.shadowRoot!.querySelector(".problem")?.textContent?.trim();

describe("at-field", () => {
  afterEach(() => pageLocale.set("en"));
  before(() => pageLocale.set("en"));

  it("is accessible for every kind of field, with its help open", async () => {
    for (const [name, field] of Object.entries(everyField)) {
      const { element } = await make(name, field);
      part<HTMLButtonElement>(element, ".help").click();
      await element.updateComplete;
      await expect(element).to.be.accessible();
    }
  });
  it("is accessible with a problem and a change", async () => {
    const { element } = await make("kernelSize", kernelSize, 7);
    await enter(element, "99");
    await expect(element).to.be.accessible();
  });
  it("is worked with the keyboard alone: arrows preview, letting go commits once", async () => {
    const { element, changes, previews } = await make("kernelSize", kernelSize);
    part(element, "input[type=range]").focus();
    await sendKeys({ down: "ArrowRight" });
    await sendKeys({ down: "ArrowRight" });
    expect(previews.map(({ value }) => value)).to.deep.equal([6, 7]);
    expect(changes).to.deep.equal([]);
    await sendKeys({ up: "ArrowRight" });
    expect(changes).to.deep.equal([{ name: "kernelSize", value: 7 }]);
    await sendKeys({ press: "Home" });
    expect(changes.at(-1)).to.deep.equal({ name: "kernelSize", value: 1 });
  });
  it("tells the range, the default, the source and its word in the glossary when asked, in the page's language", async () => {
    const { element } = await make("kernelSize", kernelSize);
    part<HTMLButtonElement>(element, ".help").click();
    await element.updateComplete;
    const about = (): string => part<HTMLElement>(element, "#about").textContent!.replace(/\s+/g, " ").trim();
    expect(about()).to.equal("What it does.Range: a whole number from 1 to 15 · Default: 5 · Source: the reference In the glossary: Kernel size");
    expect(part<HTMLElement>(element, "#about at-term").getAttribute("name")).to.equal("kernel-size");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(about()).to.equal("O que faz.Faixa: um número inteiro de 1 a 15 · Padrão: 5 · Fonte: a referência No glossário: Tamanho do kernel");
  });
  it("keeps a bad entry as typed, says what is wrong and changes nothing", async () => {
    const { element, changes } = await make("kernelSize", kernelSize, 7);
    await enter(element, "99");
    expect(part(element, "#control").value).to.equal("99");
    expect(part(element, "#control").getAttribute("aria-invalid")).to.equal("true");
    expect(problemText(element)).to.equal("Expected a whole number from 1 to 15, received 99. Set it to 15 or less.");
    expect(element.value).to.equal(7);
    await enter(element, "many");
    expect(problemText(element)).to.equal('Expected a whole number from 1 to 15, received "many". Set it to 5, its default.');
    expect(changes).to.deep.equal([]);
    await enter(element, "3");
    expect(problemText(element)).to.equal(undefined);
    expect(changes).to.deep.equal([{ name: "kernelSize", value: 3 }]);
  });
  for (const [typed, locale, value] of [["0,01", "pt-BR", 0.01], ["1e-3", "en", 0.001], [" 0.02 ", "en", 0.02], ["0.5", "pt-BR", 0.5]] as const) {
    it(`reads "${typed}" as ${value} in ${locale}`, async () => {
      pageLocale.set(locale);
      const { element, changes } = await make("learningRate", learningRate, 0.1);
      await enter(element, typed);
      expect(changes).to.deep.equal([{ name: "learningRate", value }]);
    });
  }
  for (const typed of ["NaN", "Infinity", "-1", "0", "1e30", "", "abc", "0,01"]) {
    it(`refuses "${typed}" as a learning rate in English`, async () => {
      const { element, changes } = await make("learningRate", learningRate, 0.1);
      await enter(element, typed);
      expect(changes).to.deep.equal([]);
      expect(problemText(element)).to.match(/^Expected a number from 0\.00001 to 1, received /);
    });
  }
  it("shows numbers with a comma in Portuguese, and without grouping, so that they can be edited", async () => {
    pageLocale.set("pt-BR");
    const rate = await make("learningRate", learningRate, 0.001);
    expect(part(rate.element, "#control").value).to.equal("0,001");
    const batch = await make("batchSize", batchSize, 1024);
    expect(part(batch.element, "#control").value).to.equal("1024");
  });
  it("previews while the slider moves and commits when it is let go, once and only if it changed", async () => {
    const { element, changes, previews } = await make("learningRate", learningRate);
    const slider = part(element, "input[type=range]");
    for (const position of ["0.5", "0.8", "0.8"]) {
      slider.value = position;
      slider.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
    }
    // 0.00001 × 100000^0.5 = 0.0032 and ^0.8 = 0.1, to two digits
    expect(previews.map(({ value }) => value)).to.deep.equal([0.0032, 0.1]);
    expect(changes).to.deep.equal([]);
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    slider.dispatchEvent(new Event("change", { bubbles: true }));
    expect(changes).to.deep.equal([{ name: "learningRate", value: 0.1 }]);
  });
  it("lets no native input or change event out", async () => {
    const { element } = await make("kernelSize", kernelSize);
    let natives = 0;
    for (const name of ["input", "change"]) element.addEventListener(name, () => natives++);
    await enter(element, "9");
    expect(natives).to.equal(0);
  });
  it("marks what differs from the reference, in words too, and goes back to it", async () => {
    const { element, changes } = await make("kernelSize", kernelSize, 7);
    expect(part<HTMLElement>(element, ".dot").textContent).to.equal("changed from 5");
    part<HTMLButtonElement>(element, ".reset").click();
    await element.updateComplete;
    expect(changes).to.deep.equal([{ name: "kernelSize", value: 5 }]);
    expect(element.shadowRoot!.querySelector(".dot")).to.equal(null);
  });
  it("shows a value that does not fit as it was written, with its problem", async () => {
    const { element } = await make("kernelSize", kernelSize, "lots");
    expect(part(element, "#control").value).to.equal("lots");
    expect(problemText(element)).to.equal('Expected a whole number from 1 to 15, received "lots". Set it to 5, its default.');
    const unknown = await make("pooling", pooling, "maxx");
    expect(part<HTMLSelectElement>(unknown.element, "select").value).to.equal("maxx");
    expect(problemText(unknown.element)).to.equal('Expected one of max, sum, received "maxx". Did you mean "max"?');
  });
  it("offers few short choices side by side and many in a list", async () => {
    const few = await make("pooling", pooling);
    expect(few.element.shadowRoot!.querySelectorAll("input[type=radio]")).to.have.length(2);
    part(few.element, "input[value=sum]").click();
    expect(few.changes).to.deep.equal([{ name: "pooling", value: "sum" }]);
    const list = await make("many", many);
    expect(part<HTMLSelectElement>(list.element, "select").options).to.have.length(5);
  });
  it("commits a checkbox and a text", async () => {
    const box = await make("yes", yes);
    part(box.element, "input").click();
    expect(box.changes).to.deep.equal([{ name: "yes", value: false }]);
    const text = await make("words", words);
    await enter(text.element, "short");
    await enter(text.element, "far too long a text");
    expect(text.changes).to.deep.equal([{ name: "words", value: "short" }]);
    expect(problemText(text.element)).to.equal('Expected a text of at most 10 characters, received 19.');
  });
  it("drops what was typed when the value is changed from outside", async () => {
    const { element } = await make("kernelSize", kernelSize, 7);
    await enter(element, "99");
    element.value = 3;
    await element.updateComplete;
    expect(part(element, "#control").value).to.equal("3");
    expect(problemText(element)).to.equal(undefined);
  });
});

describe("the scale of a number field", () => {
  const fields = fc.record({ whole: fc.boolean(), log: fc.boolean(), min: fc.integer({ min: 1, max: 50 }), span: fc.integer({ min: 1, max: 5000 }) })
    .map(({ whole, log, min, span }): NumberField => ({ kind: whole ? "integer" : "real", default: min, min, max: min + span, scale: log ? "log" : "linear", label: kernelSize.label, ...about }));

  it("gives only values that fit the field, wherever the slider stands", () => {
    fc.assert(fc.property(fields, fc.double({ min: -0.5, max: 1.5, noNaN: true }), (field, position) => problemWith("x", field, valueAt(field, position)) === undefined), { seed: 1 });
  });
  it("rises with the position, from the smallest to the largest value", () => {
    fc.assert(fc.property(fields, fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (field, a, b) =>
      (valueAt(field, Math.min(a, b)) <= valueAt(field, Math.max(a, b))) && valueAt(field, 0) === field.min && valueAt(field, 1) === field.max), { seed: 2 });
  });
  it("moves with every arrow key until the end is reached", () => {
    fc.assert(fc.property(fields, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(1, -1), (field, position, direction) => {
      const before = valueAt(field, position);
      const after = steppedFrom(field, before, direction);
      const end = direction > 0 ? field.max : field.min;
      return problemWith("x", field, after) === undefined && (before === end ? after === end : Math.sign(after - before) === direction);
    }), { seed: 3 });
  });
  it("is even in the logarithm: the geometric mean stands in the middle", () => {
    expect(positionOf(learningRate, Math.sqrt(0.00001))).to.be.closeTo(0.5, 1e-12);
    expect([0.00001, 0.0001, 0.001, 0.01, 0.1, 1].map((value) => positionOf(learningRate, value).toFixed(6))).to.deep.equal(["0.000000", "0.200000", "0.400000", "0.600000", "0.800000", "1.000000"]);
  });
  it("steps through preferred numbers on a logarithmic scale", () => {
    const up = Array.from({ length: 12 }, (_, i) => steppedFrom(learningRate, 0.001, i + 1));
    expect(up).to.deep.equal([0.0012, 0.0015, 0.002, 0.0025, 0.003, 0.004, 0.005, 0.006, 0.008, 0.01, 0.012, 0.015]);
    expect(Array.from({ length: 9 }, (_, i) => steppedFrom(batchSize, 1, i + 1))).to.deep.equal([2, 3, 4, 5, 6, 8, 10, 12, 15]);
  });
  it("has no slider for a range that no hand could hit", () => {
    expect(hasSlider({ ...kernelSize, max: 4294967295 })).to.equal(false);
    expect(hasSlider(batchSize)).to.equal(true);
  });
});
