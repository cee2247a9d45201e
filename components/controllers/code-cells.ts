import { readCode, type CodeReading } from "../../src/notebook/code.js";
import type { Problem } from "../../src/base/problem.js";
import { Trust, type SmallMemory } from "../../src/notebook/trust/trust.js";
import { Unfinished } from "../../src/notebook/trust/unfinished.js";
import { readPreference, writePreference } from "../base/preferences.js";
import type { CodeCell, CodePermission } from "../code-cell.js";
import "../code-cell.js";
import "../trust-bar.js";

const memory: SmallMemory = { read: readPreference, write: writePreference };
/** One a page: what was left unfinished is known from its beginning. */
const unfinished = new Unfinished(memory);
addEventListener("pagehide", () => unfinished.leave());

/** The code of one notebook: fetched with the first cell that holds any. */
export class CodeCells implements CodePermission {
  readonly unfinished = unfinished;
  readonly #trust = new Trust(memory);
  readonly #cells = new Set<CodeCell>();
  readonly #readings = new Map<string, CodeReading | Problem>();
  readonly #changed: () => void;
  #sources: readonly string[] = [];
  /** Whether the device was asked what it remembers. */
  #isRecalled = false;

  readonly #written: ReadonlySet<string>;

  /** @param written what the person wrote in this page's editor @param changed something may run now that could not before */
  constructor(written: ReadonlySet<string>, changed: () => void) {
    this.#written = written;
    this.#changed = changed;
  }

  allows(source: string): boolean { return this.#trust.allows(source) || this.#written.has(source); }
  /** How many cells of code wait to be trusted. */
  get waiting(): number { return this.#isRecalled ? this.#sources.filter((source) => !this.allows(source)).length : 0; }

  readonly read = (source: string): CodeReading | Problem => {
    let reading = this.#readings.get(source);
    if (!reading) this.#readings.set(source, (reading = readCode(source)));
    return reading;
  };

  create(): CodeCell {
    const cell = document.createElement("at-code");
    cell.permission = this;
    this.#cells.add(cell);
    return cell;
  }

  /** @param sources all code of the notebook as it is now, in order */
  async follow(sources: readonly string[]): Promise<void> {
    if (this.#isRecalled && sources.length === this.#sources.length && sources.every((source, i) => source === this.#sources[i])) return;
    this.#sources = sources;
    if (!this.#isRecalled) {
      await this.#trust.recall(sources);
      this.#isRecalled = true;
    }
    this.#trust.allow(sources.filter((source) => this.#written.has(source)));
    this.#reconsider();
    await this.#trust.remember(this.#sources);
  }

  /** The person trusts all code that the notebook holds now. */
  trust(): void {
    this.#trust.allow(this.#sources);
    this.#reconsider();
    void this.#trust.remember(this.#sources);
  }

  #reconsider(): void {
    for (const cell of this.#cells) cell.reconsider();
    this.#changed();
  }
}
