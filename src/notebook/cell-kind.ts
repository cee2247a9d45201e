import type { CellPlace } from "../base/cell-place.js";
import type { Text } from "../base/text.js";
import type { Schema } from "../hyperparameters/schema.js";

/** What another cell must be for its value to be usable as an input. */
export type InputKind = "data" | "hyperparameters" | "run" | "run[]" | "any";

/** Declares a component that notebooks can call: `NAME({settings}, {inputs})`. One file in components/cells, one line in its index. */
export interface CellKind {
  /** As written in the source: "lossPlot". */
  readonly name: string;
  /** The custom element: "at-loss-plot". */
  readonly tag: `at-${string}`;
  readonly title: Text;
  readonly summary: Text;
  /** The settings it takes, given the literal it was called with: a source or an architecture may bring settings of its own. Must not throw on any input. */
  schema(params: Readonly<Record<string, unknown>>): Schema;
  readonly inputs: Readonly<Record<string, InputKind>>;
  /** Inputs without which it shows only what is missing. */
  readonly requires: readonly string[];
  /** Whether it yields a value that other cells read, and so needs a name. */
  readonly yields: boolean;
  /**
   * Loads and defines the element, for kinds that only show: a page fetches it when one comes near the screen. Until then the tag is a plain
   * element that keeps its `params` and `inputs`. Absent where the element is defined together with its kind.
   */
  readonly element?: () => Promise<unknown>;
}

/** What every component's element offers, in a notebook or on any page. It must work when `params` and `inputs` are set in any order, at any time, and when it is moved in the document. */
export interface CellElement extends HTMLElement {
  /** The literal settings, as given; a committed edit replaces it (only what differs from before) and then dispatches one `input` event. */
  params: Readonly<Record<string, unknown>>;
  /** Values of other cells by input name. Setting it never destroys results: they are marked stale. */
  inputs: Readonly<Record<string, unknown>>;
  /** What other cells see; defined from construction on. Immutable plain data: a new object when something changed. */
  readonly value: unknown;
  /** A picture of what it shows, always with alternative text. */
  snapshot(): Promise<CellSnapshot>;
  /** Set once by a notebook that is kept in this browser: what the element makes is kept there and comes back. */
  place?: CellPlace;
  /** Takes up what a cell of its kind once held and was kept in a file; what was done here since stays. */
  restore?(kept: unknown): Promise<void>;
  /** Frees what it holds outside the page (workers, runs). The element is not used afterwards. */
  dispose?(): void;
}

export interface CellSnapshot {
  /** Representations by media type: "text/plain", "image/svg+xml", "application/json". */
  readonly mime: Readonly<Record<string, unknown>>;
  readonly alt: string;
}
