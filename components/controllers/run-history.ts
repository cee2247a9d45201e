import type { ReactiveController, ReactiveControllerHost } from "lit";
import { nextTask } from "../../src/base/next-task.js";
import type { Locale, Text } from "../../src/base/text.js";
import { withCost } from "../../src/training/history/history-cost.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import { runHistory, type HistoryNews, type Remark, type Removed, type RunHistory } from "../../src/training/history/run-history.js";
import { heldRuns } from "../../src/training/run-locks.js";
import { searchedText } from "../history/sentences.js";
import { words } from "../history/words.js";
import { onceAFrame } from "./once-a-frame.js";

/** Texts for the search that are made in one go. */
const chunk = 100;

/** The history as the page holds it: read once in parts, then kept up with what the page does. No part takes long enough to be felt. */
export class RunHistoryController implements ReactiveController {
  readonly #history: RunHistory;
  readonly #tell: () => void;
  #byId = new Map<string, HistoryRecord>();
  #records: readonly HistoryRecord[] = [];
  #texts = new WeakMap<HistoryRecord, { readonly locale: Locale; readonly text: string }>();
  #stop: (() => void) | undefined;
  #removed: Removed | undefined;
  state: "idle" | "reading" | "read" | "failed" = "idle";
  newer = 0;
  damaged = 0;
  /** Why it could not be read, or why a change could not be written. */
  problem: Text | undefined;
  /** Runs that train now, on any page. */
  live: ReadonlySet<string> = new Set();

  constructor(host: ReactiveControllerHost, history: RunHistory = runHistory) {
    this.#history = history;
    this.#tell = onceAFrame(() => {
      this.#records = [...this.#byId.values()].sort((a, b) => b.startedAt - a.startedAt);
      host.requestUpdate();
    });
    host.addController(this);
  }
  hostConnected(): void {
    this.#stop = this.#history.onChange((news) => this.#take(news));
    if (this.state === "idle") void this.#read();
  }
  hostDisconnected(): void { this.#stop?.(); }

  /** Newest first. */
  get records(): readonly HistoryRecord[] { return this.#records; }
  /** How many were deleted and can still come back. */
  get deleted(): number { return this.#removed?.history.length ?? 0; }

  #take({ put, gone }: HistoryNews): void {
    for (const record of put) this.#byId.set(record.id, record);
    for (const id of gone) this.#byId.delete(id);
    void this.#lookForLive();
    this.#tell();
  }

  async #read(): Promise<void> {
    this.state = "reading";
    try {
      for await (const { records, newer, damaged } of this.#history.read()) {
        const isFirst = this.#byId.size === 0;
        // What was heard meanwhile is newer than what is read.
        for (const record of records) if (!this.#byId.has(record.id)) this.#byId.set(record.id, withCost(record));
        this.newer += newer;
        this.damaged += damaged;
        if (isFirst) this.#tell();
      }
      this.state = "read";
      await this.#lookForLive();
    } catch (error) {
      this.state = "failed";
      this.problem = error instanceof DOMException && error.name === "VersionError" ? words.newerDatabase : words.unreadable;
    }
    this.#tell();
  }

  /** The worker that trains a run holds a lock of its name. */
  async #lookForLive(): Promise<void> {
    this.live = await heldRuns();
    this.#tell();
  }

  /** What a search looks through; made when it is first asked for. */
  searched(record: HistoryRecord, locale: Locale): string {
    const known = this.#texts.get(record);
    if (known?.locale === locale) return known.text;
    const text = searchedText(record, locale);
    this.#texts.set(record, { locale, text });
    return text;
  }
  /** Makes the texts of all records, in parts. */
  async prepareSearch(locale: Locale): Promise<void> {
    const records = this.#records;
    for (let from = 0; from < records.length; from += chunk) {
      for (const record of records.slice(from, from + chunk)) this.searched(record, locale);
      await nextTask();
    }
  }

  remark(id: string, remark: Remark): Promise<void> { return this.#write(async () => { await this.#history.remark(id, remark); }); }
  remove(ids: readonly string[]): Promise<void> { return this.#write(async () => { this.#removed = await this.#history.remove(ids); }); }
  /** Brings the last deletion back. */
  async undo(): Promise<void> {
    const removed = this.#removed;
    if (!removed) return;
    this.forgetRemoved();
    await this.#write(() => this.#history.putBack(removed));
  }
  forgetRemoved(): void {
    this.#removed = undefined;
    this.#tell();
  }
  async #write(change: () => Promise<void>): Promise<void> {
    try {
      await change();
      this.problem = undefined;
    } catch {
      this.problem = words.unwritten;
    }
    this.#tell();
  }
}
