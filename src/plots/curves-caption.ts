import { formatNumber, plural, type Locale } from "../base/text.js";
import type { EpochRecord } from "../training/run.js";
import type { CurveRun, Metric } from "./curves.js";

/** A number of a curve as a sentence writes it: 0.412 or 83 %. */
const metricText = (metric: Metric, value: number, locale: Locale): string =>
  metric === "accuracy" ? formatNumber(value, locale, { percent: true, decimals: 1 }) : formatNumber(value, locale, { significant: 3 });

interface Best { readonly epoch: EpochRecord; readonly index: number }

/** The epoch with the lowest validation loss or highest validation accuracy, the first of equals; undefined without validation. */
function bestOf(metric: Metric, epochs: readonly EpochRecord[]): Best | undefined {
  let best: Best | undefined;
  epochs.forEach((epoch, index) => {
    const value = metric === "loss" ? epoch.validationLoss : epoch.validationAccuracy;
    const held = best && (metric === "loss" ? best.epoch.validationLoss : best.epoch.validationAccuracy);
    if (Number.isFinite(value) && (held === undefined || (metric === "loss" ? value < held : value > held))) best = { epoch, index };
  });
  return best;
}

/** One sentence that says what the curves of the last run show, and how they stand to the run before. @param wordCount accuracy of counting words, where somebody counted */
export function curvesCaption(metric: Metric, runs: readonly CurveRun[], locale: Locale, wordCount = NaN): string {
  const run = runs.at(-1);
  const en = locale === "en";
  const say = (value: number): string => metricText(metric, value, locale);
  if (!run || (run.steps.length === 0 && run.epochs.length === 0)) return en ? "Nothing has been trained yet." : "Nada foi treinado ainda.";
  const best = bestOf(metric, run.epochs);
  const last = run.epochs.at(-1);
  if (!last) {
    const record = run.steps.at(-1)!;
    const steps = plural(record.step, locale, en ? "step" : "passo", en ? "steps" : "passos");
    const which = metric === "loss" ? (en ? "loss" : "perda") : (en ? "accuracy" : "acurácia");
    return en ? `After ${steps}, the training ${which} of the last batch is ${say(record[metric])}.` : `Depois de ${steps}, a ${which} no último lote de treino é ${say(record[metric])}.`;
  }
  const [first, now] = metric === "loss" ? [run.epochs[0]!.trainingLoss, last.trainingLoss] : [run.epochs[0]!.trainingAccuracy, last.trainingAccuracy];
  if (!best) {
    const epochs = plural(run.epochs.length, locale, en ? "epoch" : "época", en ? "epochs" : "épocas");
    const which = metric === "loss" ? (en ? "loss" : "perda") : (en ? "accuracy" : "acurácia");
    return en ? `Training ${which} goes from ${say(first)} to ${say(now)} in ${epochs}; no rows were held out for validation.`
      : `A ${which} no treino vai de ${say(first)} a ${say(now)} em ${epochs}; nenhum texto foi separado para validação.`;
  }
  return `${metric === "loss" ? lossClause(run, best, locale) : accuracyClause(run, best, locale, wordCount)}${beforeClause(metric, runs, best, locale)}.`;
}

function lossClause(run: CurveRun, { epoch, index }: Best, locale: Locale): string {
  const en = locale === "en";
  const last = run.epochs.at(-1)!;
  const value = metricText("loss", epoch.validationLoss, locale);
  const lowest = en ? `Validation loss is lowest at epoch ${epoch.epoch} (${value})` : `A perda na validação é menor na época ${epoch.epoch} (${value})`;
  if (index === run.epochs.length - 1) {
    if (run.epochs.length === 1) return en ? `After the first epoch, validation loss is ${value}` : `Depois da primeira época, a perda na validação é ${value}`;
    return en ? `${lowest}, the last one so far: more epochs may still help` : `${lowest}, a última até aqui: mais épocas ainda podem ajudar`;
  }
  // Half a percent of a loss moves by chance from epoch to epoch; less than that is no rise.
  const rises = last.validationLoss > epoch.validationLoss * 1.005 && last.trainingLoss < epoch.trainingLoss;
  if (rises) return en ? `${lowest} and rises after: the network begins to memorise` : `${lowest} e depois sobe: a rede começa a decorar os textos de treino`;
  return en ? `${lowest} and hardly changes after` : `${lowest} e quase não muda depois`;
}

function accuracyClause(run: CurveRun, { epoch }: Best, locale: Locale, wordCount: number): string {
  const en = locale === "en";
  const value = metricText("accuracy", epoch.validationAccuracy, locale);
  const reaches = en ? `Validation accuracy is highest at epoch ${epoch.epoch} (${value})` : `A acurácia na validação é maior na época ${epoch.epoch} (${value})`;
  if (!Number.isFinite(run.majorityBaseline)) return reaches;
  const majority = metricText("accuracy", run.majorityBaseline, locale);
  const counting = Number.isFinite(wordCount) ? (en ? `, counting words ${metricText("accuracy", wordCount, locale)}` : `; contar palavras, ${metricText("accuracy", wordCount, locale)}`) : "";
  return (en ? `${reaches}; always answering the largest class gives ${majority}` : `${reaches}; responder sempre a maior classe dá ${majority}`) + counting;
}

function beforeClause(metric: Metric, runs: readonly CurveRun[], best: Best, locale: Locale): string {
  const before = runs.at(-2);
  const theirs = before && bestOf(metric, before.epochs);
  if (!before || !theirs) return "";
  const pick = ({ epoch }: Best): number => (metric === "loss" ? epoch.validationLoss : epoch.validationAccuracy);
  const better = metric === "loss" ? pick(best) < pick(theirs) : pick(best) > pick(theirs);
  const value = metricText(metric, pick(theirs), locale);
  // A run that is still learning is not judged yet.
  const judged = runs.at(-1)!.epochs.length >= Math.floor(runs.at(-1)!.span);
  if (!judged) return locale === "en" ? ` (run ${before.number}: ${value})` : ` (execução ${before.number}: ${value})`;
  const same = pick(best) === pick(theirs);
  if (locale === "en") return ` (run ${before.number}: ${value}, ${same ? "the same" : better ? "so this run is better" : "so that run was better"})`;
  return ` (execução ${before.number}: ${value}, ${same ? "igual" : better ? "esta é melhor" : "aquela foi melhor"})`;
}
