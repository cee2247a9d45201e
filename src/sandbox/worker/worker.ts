/**
 * The first part of a code cell's worker; the code itself follows it in the same text, as a call of `atnetCell`.
 * Nothing here protects anybody: the code shares this realm and may change all of it. The frame, its policy and the page's own reading do.
 */
import { plain } from "../plain.js";
import { limits, type RunReply, type RunRequest } from "../protocol.js";
import { DrawnCanvas } from "./canvas.js";
import { drawnDocument, DrawnElement, DrawnNode } from "./page.js";
import { markup, showValue } from "./show.js";

type CellFunction = (...values: readonly unknown[]) => unknown;
const realm = globalThis as unknown as Record<string, unknown>;
let cell: CellFunction | undefined;
realm["atnetCell"] = (code: CellFunction): void => { cell = code; delete realm["atnetCell"]; };
const { createElement } = drawnDocument;
drawnDocument.createElement = (name) => (name === "canvas" ? new DrawnCanvas(drawnDocument.documentElement.namespaceURI, name) : createElement(name));
Object.assign(realm, { document: drawnDocument, window: globalThis, Node: DrawnNode, Element: DrawnElement, HTMLElement: DrawnElement, SVGElement: DrawnElement });

const post = MessagePort.prototype.postMessage;
addEventListener("message", function begin({ ports: [port] }) {
  removeEventListener("message", begin);
  if (!port) return;
  const answer = (reply: RunReply): void => { post.call(port, reply); };
  port.addEventListener("message", ({ data }: MessageEvent<RunRequest>) => void run(data, answer));
  port.start();
});

async function run({ run: number, names, values, outputs, shows, width }: RunRequest, answer: (reply: RunReply) => void): Promise<void> {
  const shown: string[] = [];
  let cut = false;
  const html = (): string => {
    const whole = shown.join("\n");
    if (whole.length <= limits.html) return whole;
    cut = true;
    return `<pre>…</pre>`;
  };
  let isTold = true;
  const display = (value: unknown): unknown => {
    shown.push(showValue(value));
    // While code goes on, what it shows is told at most every tenth of a second.
    if (isTold) { isTold = false; setTimeout(() => { isTold = true; if (!isOver) answer({ kind: "shown", run: number, html: html() }); }, 100); }
    return value;
  };
  let isOver = false;
  const given: Readonly<Record<string, unknown>> = { display, html: markup, svg: markup, Plot: realm["Plot"], width, invalidation: new Promise(() => undefined) };
  try {
    let result = await cell!(...names.map((name) => valueOf(name, given, values)));
    if (isGenerator(result)) result = await lastOf(result, (value) => { if (shows) shown.length = 0; if (shows) display(value); });
    else if (shows) display(result);
    const named: Record<string, unknown> = {};
    for (const name of outputs) {
      const { value, cut: isCut } = plain(await (result as Readonly<Record<string, unknown>>)[name]);
      cut ||= isCut;
      Object.defineProperty(named, name, { value, enumerable: true });
    }
    if (!shows && shown.length === 0) for (const name of outputs) shown.push(`<p><code>${name} =</code></p>${showValue(await (result as Readonly<Record<string, unknown>>)[name])}`);
    isOver = true;
    answer({ kind: "done", run: number, html: html(), values: named, cut });
  } catch (error) {
    isOver = true;
    answer({ kind: "failed", run: number, html: html(), error: describe(error) });
  }
}

function valueOf(name: string, given: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): unknown {
  if (Object.hasOwn(given, name)) return given[name];
  if (Object.hasOwn(values, name)) return values[name];
  if (name in realm) return realm[name];
  throw new ReferenceError(`${name} is not defined`);
}

const isGenerator = (value: unknown): value is AsyncIterable<unknown> | Iterable<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { next?: unknown }).next === "function" && (Symbol.iterator in value || Symbol.asyncIterator in value);

/** Values of a generator, one a frame, as in every Observable notebook. */
async function lastOf(values: AsyncIterable<unknown> | Iterable<unknown>, tell: (value: unknown) => void): Promise<unknown> {
  let last: unknown;
  for await (const value of values) {
    last = value;
    tell(value);
    await new Promise((resolve) => { setTimeout(resolve, 16); });
  }
  return last;
}

/** Where in this worker's text an error came from: the page makes a place in the person's source of it. */
function describe(error: unknown): Extract<RunReply, { kind: "failed" }>["error"] {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const places = [...(error.stack ?? "").matchAll(/blob:[^\s)]*?:(\d+):(\d+)/g)].map(([, line, column]) => ({ line: Number(line), column: Number(column) }));
  const own = places.find(({ line }) => line >= Number(realm["atnetFirstLine"] ?? 1));
  return { name: error.name, message: error.message, ...own };
}
