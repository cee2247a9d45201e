import type { CodeReading } from "../notebook/code.js";
import { framePage } from "./frame.js";
import { plain } from "./plain.js";
import { limits, readReply, type RunReply, type RunRequest } from "./protocol.js";

/** The texts that a worker begins with, fetched when the first code runs. */
export interface SandboxScripts {
  /** What runs a cell's code. */
  worker(): Promise<string>;
  /** Observable Plot, for code that names it. */
  plot(): Promise<string>;
}

/** Why a run ended without an answer. */
export type RunEnd = "stopped" | "time" | "flood" | "broken";

export interface RunListener {
  /** What is shown so far. */
  shown(html: string): void;
  done(reply: Extract<RunReply, { kind: "done" }>): void;
  /** @param place in the person's source, counted from 1 */
  failed(reply: Extract<RunReply, { kind: "failed" }>): void;
  /** The run took longer than people like to wait, and goes on. */
  long(): void;
  ended(why: RunEnd): void;
}

/**
 * The frame in which code cells run, one a page: an origin of its own without network, storage or page, and in it a worker a cell, so that an endless
 * loop can be ended. What comes out is data; nobody here evaluates it.
 */
export class Sandbox {
  readonly #scripts: SandboxScripts;
  #frame: Promise<MessagePort> | undefined;
  #element: HTMLIFrameElement | undefined;
  readonly #jobs = new Map<number, CodeJob>();
  #last = 0;

  constructor(scripts: SandboxScripts) { this.#scripts = scripts; }

  /** A cell's code as something that can be run, as often as its inputs change. Nothing starts before `run`. */
  job(code: CodeReading): CodeJob {
    const id = ++this.#last;
    const job = new CodeJob(code, {
      start: async (port) => {
        const [frame, worker, plot] = await Promise.all([this.#port(), this.#scripts.worker(), code.names.includes("Plot") ? this.#scripts.plot() : ""]);
        const before = `${plot}\n${worker}\n`;
        const lines = before.split("\n").length;
        this.#jobs.set(id, job);
        frame.postMessage({ id, parts: [before, `self.atnetFirstLine=${lines};self.atnetCell(`, code.body, "\n);"] }, [port]);
        return lines - 1 + code.linesBefore;
      },
      end: () => {
        this.#jobs.delete(id);
        void this.#frame?.then((frame) => frame.postMessage({ id }, []));
      },
    });
    return job;
  }

  dispose(): void {
    for (const job of this.#jobs.values()) job.end();
    this.#element?.remove();
    this.#element = undefined;
    this.#frame = undefined;
  }

  #port(): Promise<MessagePort> {
    return (this.#frame ??= new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts");
      frame.title = "Code cells";
      frame.hidden = true;
      frame.tabIndex = -1;
      setPage(frame);
      frame.addEventListener("load", () => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener("message", ({ data }: MessageEvent<{ readonly ready?: boolean; readonly id?: number; readonly message?: string; readonly line?: number; readonly column?: number }>) => {
          if (data.ready) resolve(port1);
          else if (data.id !== undefined) this.#jobs.get(data.id)?.crashed(String(data.message), Number(data.line), Number(data.column));
        });
        port1.start();
        frame.contentWindow!.postMessage(null, "*", [port2]);
      }, { once: true });
      document.body.append(frame);
      this.#element = frame;
    }));
  }
}

/** One cell's code and the worker that it has while it is needed. */
export class CodeJob {
  readonly code: CodeReading;
  readonly #frame: { start(port: MessagePort): Promise<number>; end(): void };
  #port: MessagePort | undefined;
  /** Lines of the worker's text in front of the person's. */
  #offset: Promise<number> = Promise.resolve(0);
  #run = 0;
  #messages = 0;
  #listener: RunListener | undefined;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(code: CodeReading, frame: { start(port: MessagePort): Promise<number>; end(): void }) {
    this.code = code;
    this.#frame = frame;
  }

  get isRunning(): boolean { return this.#listener !== undefined; }

  /** @param values of other cells by name; what is no plain data is left out, and a name without a value is looked for among JavaScript's own */
  async run(values: Readonly<Record<string, unknown>>, width: number, listener: RunListener): Promise<void> {
    this.#clearTimers();
    this.#listener = listener;
    this.#messages = 0;
    const run = ++this.#run;
    if (!this.#port) {
      const { port1, port2 } = new MessageChannel();
      this.#port = port1;
      port1.addEventListener("message", ({ data }) => void this.#heard(data));
      port1.start();
      this.#offset = this.#frame.start(port2);
    }
    try {
      await this.#offset;
    } catch {
      if (run === this.#run) this.#finish("broken");
      return;
    }
    if (run !== this.#run || !this.#port) return;
    this.#wait(limits.long, () => this.#listener?.long());
    this.#wait(limits.time, () => this.#finish("time"));
    const { names, references, outputs, shows } = this.code;
    const known = Object.fromEntries(references.filter((name) => Object.hasOwn(values, name)).map((name) => [name, plain(values[name]).value]));
    this.#port.postMessage({ run, names, values: known, outputs, shows, width } satisfies RunRequest, []);
  }

  /** Ends what runs, within a moment, whatever the code does. */
  stop(): void { this.#finish("stopped"); }

  /** Ends the worker; the job can run again in a new one. */
  end(): void {
    this.#clearTimers();
    this.#port?.close();
    if (this.#port) this.#frame.end();
    this.#port = undefined;
    this.#listener = undefined;
  }

  /** The worker's text could not be read, or something in it threw outside the cell's function. */
  crashed(message: string, line: number, column: number): void {
    const [, name = "Error", words = message] = /^(?:Uncaught )?(\w*Error): (.*)$/s.exec(message) ?? [];
    void this.#heard({ kind: "failed", run: this.#run, html: "", error: { name, message: words, line, column } });
  }

  async #heard(data: unknown): Promise<void> {
    const listener = this.#listener;
    if (!listener) return;
    if (++this.#messages > limits.messages) { this.#finish("flood"); return; }
    const reply = readReply(data);
    if (!reply) { this.#finish("broken"); return; }
    if (reply.run !== this.#run) return;
    if (reply.kind === "shown") { listener.shown(reply.html); return; }
    this.#clearTimers();
    this.#listener = undefined;
    // Timers that the code left behind end with its worker.
    this.#wait(limits.idle, () => this.end());
    if (reply.kind === "done") { listener.done(reply); return; }
    const { line, column, ...error } = reply.error;
    const own = line === undefined ? 0 : line - (await this.#offset);
    const isOwn = own >= 1 && own <= this.code.source.split("\n").length;
    listener.failed({ ...reply, error: isOwn && column !== undefined ? { ...error, line: own, column } : error });
  }

  #finish(why: RunEnd): void {
    const listener = this.#listener;
    this.end();
    listener?.ended(why);
  }
  #wait(milliseconds: number, action: () => void): void {
    const timer = setTimeout(() => { this.#timers.delete(timer); action(); }, milliseconds);
    this.#timers.add(timer);
  }
  #clearTimers(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
  }
}

interface HtmlPolicy { createHTML(text: string): string }
let policy: HtmlPolicy | undefined;
/** The only HTML text that this page ever turns into a document: the frame's, which is a constant. */
function setPage(frame: HTMLIFrameElement): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: { createPolicy(name: string, rules: HtmlPolicy): HtmlPolicy } };
  policy ??= trustedTypes?.createPolicy("at-sandbox", { createHTML: () => framePage });
  frame.srcdoc = policy ? policy.createHTML("") : framePage;
}
