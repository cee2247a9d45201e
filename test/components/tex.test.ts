import { expect, fixture, html } from "@open-wc/testing";
import temml from "temml";
import { formulas } from "../../components/base/formulas.js";
import { renderTex } from "../../components/base/tex.js";
import { architectures } from "../../src/model/architectures/index.js";
import { choice, smallValues } from "../figures/fake-run.js";
import { defaultsOf, type Values } from "../../src/hyperparameters/schema.js";

describe("a formula", () => {
  it("is accessible, as MathML", async () => {
    const math = await renderTex(String.raw`\mathbf{h}_t = \operatorname{relu}(\mathbf{b})`, true);
    expect(math.localName).to.equal("math");
    expect(math.getAttribute("display")).to.equal("block");
    await expect(await fixture<HTMLElement>(html`<p>${math}</p>`)).to.be.accessible();
  });
  it("of a shipped notebook is set by the build as the page would set it", async () => {
    expect(Object.keys(formulas).length).to.be.above(10);
    for (const name of Object.keys(formulas)) {
      const holder = document.createElement("span");
      temml.render(name.slice(2), holder, { displayMode: name.startsWith("d:"), throwOnError: true, trust: false, strict: false, maxSize: [20, 100], maxExpand: 200 });
      const plainly = (element: Element): string => element.outerHTML.replace(/ style="[^"]*"/g, "");
      expect(plainly(await renderTex(name.slice(2), name.startsWith("d:"))), name).to.equal(plainly(holder.firstElementChild!));
    }
  });
  it("that cannot be read stands as its own source, with the reason", async () => {
    const source = await renderTex(String.raw`\frac{1}{`);
    expect(source.localName).to.equal("code");
    expect(source.textContent).to.equal(String.raw`\frac{1}{`);
    expect(source.getAttribute("title")).to.equal(String.raw`Unexpected end of input in a macro argument, expected '}' at end of input: \frac{1}{`);
  });
  it("carries no address and runs nothing", async () => {
    const made = await renderTex(String.raw`\href{javascript:alert(1)}{x}`);
    expect(made.outerHTML).to.not.include("href=");
  });
  it("of every stage of every architecture can be read", async () => {
    const variants = [{ pooling: "sum", attention: "tanh", attentionScaling: "positions" }, { attention: "dot", pooling: "average", convolutionLayers: 2 }, { attention: "uniform", denseUnits: 0 }];
    for (const { name, hyperparameters, presets, stages } of architectures) {
      const defaults: Values = defaultsOf(hyperparameters);
      const all = [defaults, ...presets.map(({ values }) => ({ ...defaults, ...values })), ...(name === "atnet" ? variants.map((changes) => ({ ...smallValues, ...choice(changes).values })) : [])];
      for (const values of all) {
        for (const classes of [2, 4]) {
          for (const { formula } of stages(values, { vocabularySize: 2000, classes })) expect((await renderTex(formula, true)).localName, formula).to.equal("math");
        }
      }
    }
  });
});
