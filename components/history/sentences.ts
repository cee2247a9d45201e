import { formatDuration, formatNumber, plural, textOf, type Locale, type Text } from "../../src/base/text.js";
import { historyKept } from "../../src/training/history/run-history.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import type { Measured } from "../../src/training/comparison/outcome.js";
import { architectures } from "../../src/model/architectures/index.js";
import { datasets } from "../../src/data/datasets/index.js";
import { backendText } from "../train/sentences.js";
import { changeList } from "../train/changes.js";
import { words } from "./words.js";

/** "AtNet · Amazon sentences" */
export const subjectText = ({ settings, data }: HistoryRecord): Text => textOf((locale) => {
  const network = architectures.get(settings.architecture)?.title[locale].split(":")[0] ?? settings.architecture;
  return data ? `${network} · ${datasets.get(data.source)?.title[locale] ?? data.source}` : network;
});

/** What was done differently from the run before it, in words. @param most changes that are named */
export const changedText = (record: HistoryRecord, most?: number): Text => textOf((locale) => {
  if (record.parent === undefined) return words.first[locale];
  return record.changes.length === 0 ? words.same[locale] : changeList(record.changes, record, locale, most);
});

export const backendOf = ({ environment }: HistoryRecord): Text => (environment ? backendText(environment.backend, environment.threads) : { en: "—", "pt-BR": "—" });

/** "2 Oct, 14:02"; with the year where it is not this one. */
export function whenText(time: number, locale: Locale, now = new Date()): string {
  const at = new Date(time);
  const isThisYear = at.getFullYear() === now.getFullYear();
  const key = `${locale} ${isThisYear}`;
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...(isThisYear ? {} : { year: "numeric" }), day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" })));
  return format.format(at);
}
/** Making one takes longer than using it, and a list says many times. */
const formats = new Map<string, Intl.DateTimeFormat>();

const states: Readonly<Record<HistoryRecord["state"], Text>> = {
  idle: { en: "not begun", "pt-BR": "não começou" }, waiting: { en: "not begun", "pt-BR": "não começou" }, preparing: { en: "not begun", "pt-BR": "não começou" },
  running: { en: "cut off", "pt-BR": "interrompida" }, paused: { en: "paused", "pt-BR": "em pausa" }, done: { en: "done", "pt-BR": "concluída" }, stopped: { en: "stopped", "pt-BR": "parada" }, failed: { en: "failed", "pt-BR": "falhou" },
};
const training: Text = { en: "training", "pt-BR": "treinando" };
export const stateText = ({ state }: HistoryRecord, isLive: boolean): Text => (isLive ? training : states[state]);

export function lossText({ mean, deviation }: Measured, locale: Locale): string {
  const loss = formatNumber(mean, locale, { decimals: 3, fixed: true });
  return Number.isNaN(deviation) ? loss : `${loss} ± ${formatNumber(deviation, locale, { decimals: 3, fixed: true })}`;
}
/** A large number in few letters: 118 k, 2.4 M. */
export const shortNumber = (value: number, locale: Locale): string => {
  const [by, unit] = value >= 1e9 ? [1e9, "G"] : value >= 1e6 ? [1e6, "M"] : value >= 1e4 ? [1e3, "k"] : [1, ""];
  return `${formatNumber(value / by, locale, { significant: by === 1 ? 5 : 3 })}${unit ? ` ${unit}` : ""}`;
};
export const secondsText = (seconds: number, locale: Locale): string => formatDuration(seconds, locale);

/** "1,204 runs; 12 shown". */
export const countText = (all: number, shown: number, runs: number): Text => textOf((locale) => {
  const en = locale === "en";
  const total = plural(all, locale, en ? "run" : "execução", en ? "runs" : "execuções");
  if (runs === all && shown === all) return total;
  const lines = plural(shown, locale, en ? "line" : "linha", en ? "lines" : "linhas");
  const found = plural(runs, locale, en ? "run" : "execução", en ? "runs" : "execuções");
  return shown === runs ? (en ? `${found} of ${formatNumber(all, locale)}` : `${found} de ${formatNumber(all, locale)}`) : (en ? `${found} in ${lines}` : `${found} em ${lines}`);
});

export const fullText: Text = textOf((locale) => (locale === "en"
  ? `The history is full: it holds ${formatNumber(historyKept, locale)} runs. For each new one the oldest without a star goes; give a star to what must stay, or export it.`
  : `O histórico está cheio: ele guarda ${formatNumber(historyKept, locale)} execuções. A cada nova, sai a mais antiga sem estrela; marque com estrela o que precisa ficar, ou exporte.`));

/** What is there and cannot be shown; undefined where there is nothing. */
export function unreadText({ newer, damaged }: { readonly newer: number; readonly damaged: number }): Text | undefined {
  if (newer + damaged === 0) return undefined;
  return textOf((locale) => {
    const en = locale === "en";
    const ofNewer = newer === 0 ? "" : en
      ? `${plural(newer, locale, "run was", "runs were")} noted by a newer version of this page: reload to see ${newer === 1 ? "it" : "them"}.`
      : `${plural(newer, locale, "execução foi anotada", "execuções foram anotadas")} por uma versão mais nova desta página: recarregue para ver.`;
    const ofDamaged = damaged === 0 ? "" : en
      ? `${plural(damaged, locale, "record is", "records are")} damaged and cannot be shown.`
      : `${plural(damaged, locale, "registro está danificado e não pode ser mostrado", "registros estão danificados e não podem ser mostrados")}.`;
    return [ofNewer, ofDamaged, en ? "Nothing was deleted." : "Nada foi apagado."].filter(Boolean).join(" ");
  });
}

export const deletedText = (count: number): Text => textOf((locale) => (locale === "en" ? `${plural(count, locale, "run", "runs")} deleted.` : `${plural(count, locale, "execução apagada", "execuções apagadas")}.`));

/** Everything of a run that a search looks through, in small letters. */
export const searchedText = (record: HistoryRecord, locale: Locale): string => [
  `${words.run[locale]} ${record.number}`, subjectText(record)[locale], changedText(record, 12)[locale], record.note, String(record.settings.seed), backendOf(record)[locale], record.notebook,
].join(" ").toLowerCase();
