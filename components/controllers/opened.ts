import type { Problem } from "../../src/base/problem.js";
import type { NotebookDocument } from "../../src/notebook/document.js";
import type { BroughtRuns } from "./brought-runs.js";
import type { Hold } from "../../src/notebook/store/hold.js";
import type { Twins } from "./twins.js";

/** A notebook as it comes onto the page. */
export interface Opened {
  /** Under which its changes are kept in this browser. */
  readonly key: string;
  readonly document: NotebookDocument;
  /** As shipped, in its languages; empty for a notebook that a person brought. */
  readonly twins: Twins;
  /** What was wrong with its file, and what was kept. */
  readonly problems: readonly Problem[];
  /** When its changes were last kept, in milliseconds since 1970; undefined for one that nobody changed. */
  readonly savedAt: number | undefined;
  /** The file it was read from, where the browser can write it back. */
  readonly file: FileSystemFileHandle | undefined;
  /** The right to write it, which another tab may have; absent where nothing is kept. */
  readonly hold?: Hold;
  /** Whether this tab had that right when the notebook was read. */
  readonly isHeld?: boolean;
  /** Why it may be read and not changed; absent where it may. */
  readonly closed?: Problem;
  /** Reads the runs that came with it; absent where none did. */
  readonly brought?: (() => Promise<BroughtRuns>) | undefined;
}
