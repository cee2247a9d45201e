import { expect, fixture, html } from "@open-wc/testing";
import * as fc from "fast-check";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import { kinds } from "../../components/cells/index.js";
import { locales } from "../../src/base/text.js";
import type { FieldValue } from "../../src/hyperparameters/field.js";
import { problemWith } from "../../src/hyperparameters/field.js";
import type { CellElement } from "../../src/notebook/cell-kind.js";
import { readChoice } from "../../components/hyperparameters/reading.js";
import { newRun, reduceRun } from "../../src/training/run-state.js";
import { dataValue, environment, epochRecord, FakeEngine, frame, inspection, result, settings, steps } from "../components/fake-engine.js";

/** What every cell promises, whatever it shows; see `CellElement` and `CellKind`. */
type Updating = CellElement & { readonly updateComplete: Promise<boolean>; kind: unknown };
const make = (tag: string): Updating => document.createElement(tag) as unknown as Updating;
/** What a cell shows has stood still for some frames: a drawing may still have to be fetched. */
const settled = async (cell: Updating): Promise<void> => {
  let [shown, still] = ["", 0];
  for (let frames = 0; still < 4 && frames < 120; frames++) {
    await frame();
    await cell.updateComplete;
    const now = cell.shadowRoot?.textContent ?? "";
    still = now === shown ? still + 1 : 0;
    shown = now;
  }
};

const hp = readChoice({ architecture: "atnet" }, undefined).choice;
const trained = [
  { kind: "asked", state: "preparing" } as const,
  { kind: "progress", progress: { kind: "ready", environment, stepsPerEpoch: 5 } } as const,
  { kind: "progress", progress: { kind: "steps", steps: steps(1, 10), live: inspection("a good phone"), examplesPerSecond: 1900, secondsLeft: 1 } } as const,
  { kind: "progress", progress: { kind: "epoch", epoch: { ...epochRecord(1), snapshot: inspection("a good phone") } } } as const,
  { kind: "finished", result } as const,
].reduce(reduceRun, newRun({
  id: "a", number: 1, settings: { architecture: "atnet", hyperparameters: hp.values, epochs: 2, seed: 1, patience: 0, keepBest: true, probeText: "a good phone" }, data: settings,
  shape: { vocabularySize: 100, classes: 2 }, classes: dataValue().prepared!.classes, majorityBaseline: 0.5, earlier: [],
}));
/** A value for every input, by what it must be. */
const valueFor = { data: dataValue(), hyperparameters: hp, run: trained, "run[]": [trained], any: 1 };
/** A setting of every kind that fits and differs from its default. */
function otherValue(schema: ReturnType<(typeof kinds extends Iterable<infer K> ? K : never)["schema"]>): [string, FieldValue] | undefined {
  for (const [name, field] of Object.entries(schema)) {
    const tries: FieldValue[] = field.kind === "boolean" ? [!field.default] : field.kind === "choice" ? Object.keys(field.choices) : field.kind === "text" ? ["a text"] : [field.min, field.max];
    const other = tries.find((value) => value !== field.default && problemWith(name, field, value) === undefined);
    if (other !== undefined) return [name, other];
  }
  return undefined;
}

for (const kind of kinds) {
  const inputs = Object.fromEntries(Object.entries(kind.inputs).map(([name, of]) => [name, valueFor[of]]));

  describe(`the ${kind.name} cell`, () => {
    before(async () => { await kind.element?.(); });
    beforeEach(() => { pageLocale.set("en"); useEngine(new FakeEngine()); });
    after(() => pageLocale.set("en"));

    it("has a title and a summary in both languages, and names that fit together", () => {
      for (const locale of locales) expect([kind.title[locale], kind.summary[locale]].every((text) => text.trim().length > 0)).to.equal(true);
      expect(kind.tag).to.equal(`at-${kind.name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`);
      expect(Object.keys(kind.inputs)).to.include.members([...kind.requires]);
    });
    it("is constructed without settings or inputs, with a value when it yields one", () => {
      const cell = make(kind.tag);
      expect(cell.kind).to.equal(kind);
      if (kind.yields) expect(cell.value).to.not.equal(undefined);
      else expect(cell.value).to.equal(undefined);
    });
    it("has no property named type, which the notebook's runtime would take for an input element's", () => {
      expect("type" in make(kind.tag)).to.equal(false);
    });
    it("reads any settings at all without throwing", () => {
      fc.assert(fc.property(fc.dictionary(fc.string(), fc.anything()), fc.anything(), (params, junk) => {
        kind.schema(params);
        kind.schema({ ...params, source: junk, architecture: junk, preset: junk });
      }), { seed: 1, numRuns: 50 });
      for (const name of ["__proto__", "constructor", "toString"]) expect(() => kind.schema({ source: name, architecture: name })).to.not.throw();
    });
    it("describes every setting in both languages", () => {
      for (const [name, field] of Object.entries(kind.schema({}))) {
        for (const locale of locales) expect([field.label[locale], field.doc[locale]].every((text) => text.trim().length > 0), name).to.equal(true);
      }
    });
    for (const scheme of ["light", "dark"]) {
      it(`is accessible in ${scheme} with nothing, and with everything it reads, in both languages`, async () => {
        const root = document.documentElement.style;
        [root.colorScheme, root.background] = [scheme, "var(--at-ground)"];
        try {
          const cell = make(kind.tag);
          (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
          await settled(cell);
          await expect(cell).to.be.accessible();
          cell.inputs = inputs;
          pageLocale.set("pt-BR");
          await settled(cell);
          await expect(cell).to.be.accessible();
        } finally {
          [root.colorScheme, root.background] = ["", ""];
        }
      });
    }
    it("shows the same whether its settings and inputs come before or after it is on the page", async () => {
      const change = otherValue(kind.schema({}));
      const params = change ? { [change[0]]: change[1] } : {};
      const place = await fixture<HTMLElement>(html`<div></div>`);
      const [before, after] = [make(kind.tag), make(kind.tag)];
      Object.assign(before, { params, inputs });
      place.append(before, after);
      await settled(after);
      Object.assign(after, { params, inputs });
      await settled(before);
      await settled(after);
      const text = (cell: Updating): string => cell.shadowRoot!.textContent!.replace(/\s+/g, " ");
      expect(text(after)).to.equal(text(before));
    });
    it("shows a setting that it does not know as a problem and keeps it as written", async () => {
      const cell = make(kind.tag);
      cell.params = { unheardOf: 1 };
      (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
      await settled(cell);
      expect(cell.shadowRoot!.textContent).to.contain("unheardOf: expected the name of a setting");
      expect(cell.params).to.deep.equal({ unheardOf: 1 });
    });
    it("dispatches one input event that stays in its place for a committed change, and keeps what it does not know", async () => {
      const cell = make(kind.tag);
      const change = otherValue(kind.schema({}));
      if (!change) return void expect(Object.keys(kind.schema({}))).to.deep.equal([]);
      cell.params = { unheardOf: 1 };
      cell.inputs = inputs;
      const place = await fixture<HTMLElement>(html`<div></div>`);
      place.append(cell);
      await settled(cell);
      const [own, outside]: [Event[], Event[]] = [[], []];
      cell.addEventListener("input", (event) => own.push(event));
      place.addEventListener("input", (event) => outside.push(event));
      const [name, value] = change;
      // Every cell commits through the base: its controls end here.
      (cell as unknown as { commit(changes: Record<string, FieldValue>): void }).commit({ [name]: value });
      expect(own.map((event) => [event.type, event.bubbles, event.composed])).to.deep.equal([["input", false, false]]);
      expect(outside).to.deep.equal([]);
      expect(cell.params).to.deep.equal({ unheardOf: 1, [name]: value });
      await settled(cell);
      expect(own).to.have.length(1);
    });
    it("keeps its value and what it shows when it is moved", async () => {
      const cell = make(kind.tag);
      cell.inputs = inputs;
      const [from, to] = [await fixture<HTMLElement>(html`<div></div>`), await fixture<HTMLElement>(html`<div></div>`)];
      from.append(cell);
      await settled(cell);
      const [value, text] = [cell.value, cell.shadowRoot!.textContent];
      to.append(cell);
      await settled(cell);
      expect([cell.value, cell.shadowRoot!.textContent]).to.deep.equal([value, text]);
    });
    it("has a snapshot with alternative text", async () => {
      const cell = make(kind.tag);
      cell.inputs = inputs;
      (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
      await settled(cell);
      const { mime, alt } = await cell.snapshot();
      expect(alt.trim().length).to.be.above(0);
      expect(mime["text/plain"]).to.be.a("string");
    });
    it("can be disposed of at any time, twice", async () => {
      const cell = make(kind.tag);
      cell.dispose?.();
      (await fixture<HTMLElement>(html`<div></div>`)).append(cell);
      await settled(cell);
      cell.dispose?.();
      cell.dispose?.();
    });
  });
}
