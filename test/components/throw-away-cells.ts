import { html, type TemplateResult } from "lit";
import { define } from "../../components/base/at-element.js";
import { CellBase } from "../../components/base/cell-base.js";
import { registry } from "../../src/base/registry.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";
import { defineSchema } from "../../src/hyperparameters/schema.js";

const schema = defineSchema({
  amount: { kind: "integer", default: 1, min: 0, max: 99, stage: "text", invalidates: "nothing", label: { en: "Amount", "pt-BR": "Quantia" }, doc: { en: "How much.", "pt-BR": "Quanto." } },
});
const kindOf = (name: string, inputs: CellKind["inputs"], yields: boolean): CellKind => ({
  name, tag: `at-test-${name}`, title: { en: `The ${name}`, "pt-BR": `O ${name}` }, summary: { en: "A test.", "pt-BR": "Um teste." }, schema: () => schema, inputs, requires: [], yields,
});

/** A number that a person can set: stands where a dataset does. */
const source = kindOf("dataset", {}, true);
/** Shows the number of another cell, and throws on 13. */
const mirror = kindOf("flow", { data: "data" }, false);
export const testKinds = registry<CellKind>("test cells", [source, mirror]);

export class TestSource extends CellBase {
  readonly kind = source;
  #value = { amount: 1 };
  override get value(): unknown {
    const amount = Number(this.params["amount"] ?? 1);
    if (amount !== this.#value.amount) this.#value = { amount };
    return this.#value;
  }
  protected override render(): TemplateResult {
    return html`<button @click=${() => this.set(Number(this.params["amount"] ?? 1) + 1)}>${this.params["amount"]}</button>`;
  }
  set(amount: number): void { this.commit({ amount }); }
}
define("at-test-dataset", TestSource);

export class TestMirror extends CellBase {
  readonly kind = mirror;
  protected override render(): TemplateResult {
    const amount = (this.inputs["data"] as { readonly amount: number } | undefined)?.amount;
    if (amount === 13) throw new Error("thirteen");
    return html`<output>${amount}</output>`;
  }
}
define("at-test-flow", TestMirror);
