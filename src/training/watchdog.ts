import { textOf, type Text } from "../base/text.js";
import type { BackendName } from "./run.js";

/** Milliseconds between two looks, and the most that one of them counts: a computer that slept, or a hidden page, looks rarely. */
const lookEvery = 500;
const countedAtMost = 2500;

/** The page's side of the watchdog: whoever promised to be heard of within some time, and is not, is taken for lost. */
export class Watchdog {
  readonly #lost: () => void;
  readonly #patience: () => number;
  readonly #now: () => number;
  readonly #watched = new Map<number, { readonly within: number; silent: number }>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #lookedAt = 0;

  /** @param lost told once; everything watched is let go first @param patience by which every promised time is multiplied, asked at every look @param now milliseconds */
  constructor(lost: () => void, { patience = () => 1, now = () => performance.now() }: { readonly patience?: () => number; readonly now?: () => number } = {}) {
    this.#lost = lost;
    this.#patience = patience;
    this.#now = now;
  }

  /** News of something: the next is expected within so many milliseconds; Infinity ends the watch. */
  expect(id: number, within: number): void {
    if (!Number.isFinite(within)) return this.forget(id);
    this.#watched.set(id, { within, silent: 0 });
    if (this.#timer !== undefined) return;
    this.#lookedAt = this.#now();
    this.#timer = setInterval(() => this.look(), lookEvery);
  }
  /** News that promises nothing new. */
  heard(id: number): void {
    const one = this.#watched.get(id);
    if (one) one.silent = 0;
  }
  forget(id: number): void {
    this.#watched.delete(id);
    if (this.#watched.size === 0) this.clear();
  }
  clear(): void {
    this.#watched.clear();
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  /** Counts the silence since the last look; twice a second by itself. */
  look(): void {
    const now = this.#now();
    const passed = Math.min(now - this.#lookedAt, countedAtMost);
    this.#lookedAt = now;
    for (const one of this.#watched.values()) one.silent += passed;
    const patience = this.#patience();
    if (![...this.#watched.values()].some(({ silent, within }) => silent > within * patience)) return;
    this.clear();
    this.#lost();
  }
}

/** Losses of one way to compute after which the next is taken, and the minutes in which they count. */
const lossesAllowed = 3;
const within = 10 * 60_000;
const next: Readonly<Record<BackendName | "auto", BackendName | undefined>> = { auto: "wasm", webgpu: "webgl", webgl: "wasm", wasm: "cpu", cpu: undefined };

/** Counts lost workers and says with what to go on. */
export class Losses {
  readonly #now: () => number;
  #times: number[] = [];

  /** @param now milliseconds */
  constructor(now: () => number = () => performance.now()) { this.#now = now; }

  /** One more. @returns the way to compute to take now; undefined when none is left */
  add(backend: BackendName | "auto"): BackendName | "auto" | undefined {
    const now = this.#now();
    this.#times = [...this.#times.filter((time) => now - time < within), now];
    if (this.#times.length < lossesAllowed) return backend;
    return this.giveUp(backend);
  }

  /** The way to compute to take after one that will not do; undefined when none is left. */
  giveUp(backend: BackendName | "auto"): BackendName | "auto" | undefined {
    this.#times = [];
    return next[backend];
  }
}

export const restartedNotice: Text = {
  en: "The part of this page that computes stopped answering and was started anew; the training goes on.",
  "pt-BR": "A parte da página que faz os cálculos parou de responder e foi reiniciada; o treino continua.",
};
/** Of a card that cannot hold a network, by tfjs's own words for it; asking it again would end as before. */
export const isTooSmall = ({ message }: Error): boolean => message.startsWith("Requested texture size");
export const tooSmallNotice = (from: string, to: string): Text => textOf((l) => (l === "en"
  ? `This network is too large for the graphics card (${from}); the training goes on with ${to}. With a smaller batch it may fit.`
  : `Esta rede é grande demais para a placa gráfica (${from}); o treino continua com ${to}. Com um lote menor, talvez caiba.`));
export const fallbackNotice = (from: string, to: string): Text => textOf((l) => (l === "en"
  ? `Computing with ${from} broke off three times; the training goes on with ${to}.`
  : `O cálculo com ${from} foi interrompido três vezes; o treino continua com ${to}.`));
