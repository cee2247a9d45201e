import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import type { AtField, FieldChange } from "../../components/field.js";
import type { AtForm } from "../../components/form.js";
import "../../components/form.js";
import { defineSchema } from "../../src/hyperparameters/schema.js";
import { problem } from "../../src/base/problem.js";

const common = { invalidates: "model", doc: { en: "What it does.", "pt-BR": "O que faz." } } as const;
const schema = defineSchema({
  learningRate: { kind: "real", stage: "training", default: 0.001, min: 0.00001, max: 1, scale: "log", label: { en: "Learning rate", "pt-BR": "Taxa de aprendizado" }, ...common },
  kernelSize: { kind: "integer", stage: "convolution", default: 5, min: 1, max: 15, label: { en: "Kernel size", "pt-BR": "Tamanho do kernel" }, ...common },
  filters: { kind: "integer", stage: "convolution", default: 64, min: 1, max: 512, label: { en: "Filters", "pt-BR": "Filtros" }, ...common },
  usesBias: { kind: "boolean", stage: "attention", default: true, label: { en: "Bias", "pt-BR": "Viés" }, ...common },
});
const make = async (values: Record<string, unknown> = {}): Promise<{ form: AtForm; changes: FieldChange[] }> => {
  const changes: FieldChange[] = [];
  const form = await fixture<AtForm>(html`<at-form .schema=${schema} .values=${values} @at-change=${(event: CustomEvent<FieldChange>) => changes.push(event.detail)}></at-form>`);
  return { form, changes };
};
const groups = (form: AtForm): HTMLDetailsElement[] => [...form.shadowRoot!.querySelectorAll("details")];
const summaries = (form: AtForm): string[] => groups(form).map((group) => group.querySelector("summary")!.textContent!.replace(/\s+/g, " ").trim());

describe("at-form", () => {
  beforeEach(() => pageLocale.set("en"));
  after(() => pageLocale.set("en"));

  it("is accessible, open and closed", async () => {
    const { form } = await make({ kernelSize: 7 });
    await expect(form).to.be.accessible();
    form.open = new Set(["convolution", "attention", "training"]);
    await form.updateComplete;
    await expect(form).to.be.accessible();
  });
  it("opens a group and reaches its fields with the keyboard alone", async () => {
    const { form, changes } = await make();
    form.shadowRoot!.querySelector("summary")!.focus();
    await sendKeys({ press: "Enter" });
    await form.updateComplete;
    await form.updateComplete;
    expect(groups(form)[0]!.open).to.equal(true);
    const field = form.shadowRoot!.querySelector<AtField>("at-field[name=kernelSize]")!;
    await field.updateComplete;
    // The question mark, the slider, the number box.
    for (let i = 0; i < 3; i++) await sendKeys({ press: "Tab" });
    await sendKeys({ press: "ArrowUp" });
    expect(changes).to.deep.equal([{ name: "kernelSize", value: 6 }]);
  });
  it("groups by stage in the pipeline's order, and says a closed group's values in one line", async () => {
    const { form } = await make({ kernelSize: 7 });
    expect(summaries(form)).to.deep.equal(["ConvolutionKernel size: 7 · Filters: 64", "AttentionBias", "TrainingLearning rate: 0.001"]);
    expect(form.shadowRoot!.querySelector("b")!.textContent).to.equal("Kernel size: 7");
    pageLocale.set("pt-BR");
    await form.updateComplete;
    expect(summaries(form)).to.deep.equal(["ConvoluçãoTamanho do kernel: 7 · Filtros: 64", "AtençãoViés", "TreinamentoTaxa de aprendizado: 0,001"]);
  });
  it("opens the group of a problem and shows it at the fields it names", async () => {
    const { form } = await make();
    form.problems = [problem("kernel-too-long", "kernelSize", { expected: { en: "a kernel of at most 3", "pt-BR": "um kernel de no máximo 3" }, received: 5 })];
    await form.updateComplete;
    const field = form.shadowRoot!.querySelector<AtField>("at-field[name=kernelSize]")!;
    await field.updateComplete;
    expect(field.shadowRoot!.querySelector(".problem")!.textContent!.trim()).to.equal("Expected a kernel of at most 3, received 5.");
    expect(groups(form).map(({ open }) => open)).to.deep.equal([true, false, false]);
  });
  it("tells one change at a time and lets no native event out", async () => {
    const { form, changes } = await make();
    let natives = 0;
    for (const name of ["input", "change"]) form.addEventListener(name, () => natives++);
    await form.focusField("usesBias");
    const field = form.shadowRoot!.querySelector<AtField>("at-field[name=usesBias]")!;
    field.shadowRoot!.querySelector("input")!.click();
    expect(changes).to.deep.equal([{ name: "usesBias", value: false }]);
    expect(natives).to.equal(0);
  });
  it("shows the fields of a single stage without a group", async () => {
    const { form } = await make();
    form.schema = { learningRate: schema.learningRate };
    await form.updateComplete;
    expect(groups(form)).to.have.length(0);
    expect(form.shadowRoot!.querySelectorAll("at-field")).to.have.length(1);
  });

  describe("with advanced settings", () => {
    const advanced = { stage: "training", advanced: true, ...common } as const;
    const folding = defineSchema({
      momentum: { kind: "real", default: 0, min: 0, max: 0.999, label: { en: "Momentum", "pt-BR": "Momento" }, ...advanced },
      learningRate: schema.learningRate,
      warmupSteps: { kind: "integer", default: 0, min: 0, max: 100, label: { en: "Warm-up", "pt-BR": "Aquecimento" }, ...advanced },
      kernelSize: schema.kernelSize,
    });
    const fold = (form: AtForm): HTMLDetailsElement => form.shadowRoot!.querySelector("details.more")!;
    const names = (form: AtForm): string[] => [...form.shadowRoot!.querySelectorAll<AtField>("at-field")].map(({ name }) => name);
    const open = async (values: Record<string, unknown> = {}): Promise<AtForm> => {
      const { form } = await make(values);
      form.schema = folding;
      form.open = new Set(["training"]);
      await form.updateComplete;
      return form;
    };

    it("is accessible, folded and unfolded, in both languages", async () => {
      for (const locale of ["en", "pt-BR"] as const) {
        pageLocale.set(locale);
        await expect(await open()).to.be.accessible();
        await expect(await open({ momentum: 0.9 })).to.be.accessible();
      }
    });
    it("folds them away behind the others, and unfolds and folds them with the keyboard alone", async () => {
      const form = await open();
      expect(names(form)).to.deep.equal(["learningRate"]);
      expect(fold(form).textContent!.replace(/\s+/g, " ").trim()).to.equal("MoreMomentum: 0 · Warm-up: 0");
      const toggled = (): Promise<unknown> => new Promise((resolve) => { fold(form).addEventListener("toggle", resolve, { once: true }); });
      fold(form).querySelector("summary")!.focus();
      let done = toggled();
      await sendKeys({ press: "Enter" });
      await done;
      await form.updateComplete;
      expect(names(form)).to.deep.equal(["learningRate", "momentum", "warmupSteps"]);
      done = toggled();
      await sendKeys({ press: "Enter" });
      await done;
      await form.updateComplete;
      expect(names(form)).to.deep.equal(["learningRate"]);
      expect(groups(form)[1]!.open, "the group around it stays open").to.equal(true);
    });
    it("stands unfolded where one differs, and stays so when it is set back", async () => {
      const form = await open({ momentum: 0.9 });
      await new Promise((resolve) => { fold(form).addEventListener("toggle", resolve, { once: true }); });
      expect(fold(form).open).to.equal(true);
      form.values = {};
      await form.updateComplete;
      expect(names(form)).to.deep.equal(["learningRate", "momentum", "warmupSteps"]);
    });
    it("unfolds for a setting that is asked for or does not fit", async () => {
      const form = await open();
      await form.focusField("warmupSteps");
      expect((form.shadowRoot!.activeElement as AtField).name).to.equal("warmupSteps");
      expect(names(await open({ warmupSteps: -3 }))).to.deep.equal(["learningRate", "momentum", "warmupSteps"]);
    });
    it("leaves them out of the closed group's line unless they differ", async () => {
      const { form } = await make({ momentum: 0.9 });
      form.schema = folding;
      await form.updateComplete;
      expect(summaries(form)).to.deep.equal(["ConvolutionKernel size: 5", "TrainingLearning rate: 0.001 · Momentum: 0.9"]);
      pageLocale.set("pt-BR");
      form.values = {};
      form.open = new Set(["training"]);
      await form.updateComplete;
      expect(fold(form).querySelector("summary")!.textContent!.replace(/\s+/g, " ").trim()).to.equal("MaisMomento: 0 · Aquecimento: 0");
    });
  });
});
