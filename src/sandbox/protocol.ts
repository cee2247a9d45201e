/** What the page and a code cell's worker say to each other, through a port that no other code holds. */

/** To the worker: run once with these. */
export interface RunRequest {
  readonly run: number;
  /** What the cell's function takes, in its order. */
  readonly names: readonly string[];
  /** Plain data by name. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly outputs: readonly string[];
  readonly shows: boolean;
  /** Of the place where it will be shown, in CSS pixels. */
  readonly width: number;
}

/** From the worker. Whatever comes is read by `readReply`: the code in the worker can send anything. */
export type RunReply =
  /** What is shown so far: HTML that is still to be sanitised. */
  | { readonly kind: "shown"; readonly run: number; readonly html: string }
  | { readonly kind: "done"; readonly run: number; readonly html: string; readonly values: Readonly<Record<string, unknown>>; readonly cut: boolean }
  | { readonly kind: "failed"; readonly run: number; readonly html: string; readonly error: { readonly name: string; readonly message: string; readonly line?: number; readonly column?: number } };

/** One table of limits; each has its test. */
export const limits = {
  /** Letters of HTML and items of data that a run may hand over. */
  html: 5_000_000,
  items: 1_000_000,
  depth: 64,
  /** Messages of one run. */
  messages: 2_000,
  /** Milliseconds that a run may take. */
  time: 60_000,
  /** Milliseconds after which a run is called long. */
  long: 2_000,
  /** Milliseconds that a worker waits for other values before it ends: timers of the code end with it. */
  idle: 5_000,
} as const;

/** A reply as it should be; undefined for anything else. */
export function readReply(input: unknown): RunReply | undefined {
  const reply = asObject(input);
  if (!reply || !Number.isSafeInteger(reply["run"]) || typeof reply["html"] !== "string" || reply["html"].length > limits.html) return undefined;
  const [run, html] = [reply["run"] as number, reply["html"]];
  switch (reply["kind"]) {
    case "shown": return { kind: "shown", run, html };
    case "done": {
      const values = asObject(reply["values"]);
      return values && { kind: "done", run, html, values, cut: reply["cut"] === true };
    }
    case "failed": {
      const error = asObject(reply["error"]);
      if (!error || typeof error["name"] !== "string" || typeof error["message"] !== "string") return undefined;
      const [line, column] = [error["line"], error["column"]];
      const place = Number.isSafeInteger(line) && Number.isSafeInteger(column) && (line as number) > 0 && (column as number) > 0 ? { line: line as number, column: column as number } : {};
      return { kind: "failed", run, html, error: { name: error["name"].slice(0, 100), message: error["message"].slice(0, 1000), ...place } };
    }
    default: return undefined;
  }
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
