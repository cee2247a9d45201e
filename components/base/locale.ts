import type { ReactiveController, ReactiveControllerHost } from "lit";
import { formatNumber, nearestLocale, type Locale, type NumberStyle, type Text } from "../../src/base/text.js";

/** The language of the page: one for every component on it, changed in place. */
export const pageLocale = {
  get current(): Locale { return current; },
  set(locale: Locale): void {
    if (locale === current) return;
    current = locale;
    changes.dispatchEvent(new Event("change"));
  },
  onChange(listener: () => void): () => void {
    changes.addEventListener("change", listener);
    return () => changes.removeEventListener("change", listener);
  },
};
const changes = new EventTarget();
let current: Locale = nearestLocale([document.documentElement.lang, ...navigator.languages].filter(Boolean));

/** Redraws its host when the page's language changes, and says texts in it. */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  #stop: (() => void) | undefined;
  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }
  hostConnected(): void { this.#stop = pageLocale.onChange(() => this.#host.requestUpdate()); this.#host.requestUpdate(); }
  hostDisconnected(): void { this.#stop?.(); }
  get locale(): Locale { return current; }
  /** The text in the page's language. */
  readonly say = (text: Text): string => text[current];
  readonly number = (value: number, style?: NumberStyle): string => formatNumber(value, current, style);
}
