import type { PropertyDeclaration, PropertyDeclarations } from "lit";
import type { Problem } from "../../src/base/problem.js";
import { readValues, type Reading, type Values } from "../../src/hyperparameters/schema.js";
import type { CellElement, CellKind, CellSnapshot } from "../../src/notebook/cell-kind.js";
import { AtElement } from "./at-element.js";
import { forgetDrawing, takeTurn, watchDrawing, type Turn } from "./drawing-turns.js";

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

  /** Whether news from other cells waits for its turn to be drawn: true where drawing is all that an update does. */
  protected get drawsInTurn(): boolean { return false; }
  #turn: Turn | undefined;
  #isUrgent = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.drawsInTurn) watchDrawing(this);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    forgetDrawing(this);
    this.#turn?.now();
  }
  override requestUpdate(name?: PropertyKey, oldValue?: unknown, options?: PropertyDeclaration): void {
    super.requestUpdate(name, oldValue, options);
    // Lit asks for the first update before this class's own fields are there.
    if (!(#turn in this) || name === "inputs") return;
    this.#isUrgent = true;
    this.#turn?.now();
  }
  protected override scheduleUpdate(): void | Promise<unknown> {
    if (!this.drawsInTurn || !this.hasUpdated || this.#isUrgent) return this.#draw();
    this.#turn = takeTurn(this);
    return this.#turn.granted.then(() => this.#draw());
  }
  /** Whoever waits for the drawing does not wait for a turn: off the screen it would never come. */
  protected override getUpdateComplete(): Promise<boolean> {
    if (this.isUpdatePending) this.#isUrgent = true;
    this.#turn?.now();
    return super.getUpdateComplete();
  }
  #draw(): void | Promise<unknown> {
    this.#turn = undefined;
    this.#isUrgent = false;
    return super.scheduleUpdate();
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
