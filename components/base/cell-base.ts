import type { PropertyDeclarations } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { readValues, type Reading, type Values } from "../../src/hyperparameters/schema.js";
import type { CellElement, CellKind, CellSnapshot } from "../../src/notebook/cell-kind.js";
import { AtElement } from "./at-element.js";

/**
 * A cell's element: settings in `params`, other cells' values in `inputs`, its own in `value`.
 * @fires input - once for every committed change of its settings or its value; never composed, never per keystroke.
 */
export abstract class CellBase extends AtElement implements CellElement {
  static override properties: PropertyDeclarations = { params: { attribute: false }, inputs: { attribute: false } };
  declare params: Readonly<Record<string, unknown>>;
  declare inputs: Readonly<Record<string, unknown>>;
  abstract readonly kind: CellKind;

  constructor() {
    super();
    this.params = {};
    this.inputs = {};
  }

  get value(): unknown { return undefined; }

  /** The settings read by the kind's own schema: every problem reported, defaults standing in. */
  protected reading(): Reading<Values> { return readValues(this.kind.schema(this.params), this.params); }

  protected get problems(): readonly Problem[] { return this.reading().problems; }

  /** Changes settings and says so. A value equal to the default is still written where it was written before. */
  protected commit(changes: Values): void {
    this.params = { ...this.params, ...changes };
    this.announce();
  }

  /** Tells the notebook that settings or value changed. */
  protected announce(): void { this.dispatchEvent(new Event("input")); }

  async snapshot(): Promise<CellSnapshot> {
    await this.updateComplete;
    const alt = this.shadowRoot?.textContent?.replace(/\s+/g, " ").trim() ?? "";
    return { mime: { "text/plain": alt }, alt };
  }
}

/** The function that a notebook calls: `flow({…}, {hp, data})` gives a live element. */
export const cellFactory = (kind: CellKind) =>
  (params: Readonly<Record<string, unknown>> = {}, inputs: Readonly<Record<string, unknown>> = {}): CellElement =>
    Object.assign(document.createElement(kind.tag) as CellElement, { params, inputs });
