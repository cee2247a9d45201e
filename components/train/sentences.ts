import { formatDuration, formatNumber, plural, textOf, type Locale, type Text } from "../../src/base/text.js";
import type { SavedRun } from "../../src/training/protocol.js";
import type { BackendName, Evaluation, Run } from "../../src/training/run.js";

const percent = (value: number, locale: Locale): string => formatNumber(value, locale, { percent: true, decimals: value > 0.99 && value < 1 ? 1 : 0 });

/** Where the result was measured: the test rows, or the validation rows where there are none. */
export function measured({ result }: Run): { readonly on: "test" | "validation"; readonly evaluation: Evaluation } | undefined {
  if (result?.test) return { on: "test", evaluation: result.test };
  return result?.validation ? { on: "validation", evaluation: result.validation } : undefined;
}

/** "Right in 82% of 99 test texts it never saw; always answering the larger class gives 50%." */
export const resultSentence = (run: Run): Text => textOf((locale) => {
  const en = locale === "en";
  const found = measured(run);
  if (!found) return en ? "Trained; there are no held-out texts to judge it on." : "Treinada; não há textos reservados para avaliá-la.";
  const { on, evaluation } = found;
  const right = percent(evaluation.accuracy, locale);
  const majority = Number.isFinite(run.majorityBaseline) ? percent(run.majorityBaseline, locale) : undefined;
  const count = formatNumber(evaluation.count, locale);
  if (en) {
    const what = on === "test" ? `${count} test texts it never saw` : `${count} validation texts, which also chose the epoch`;
    return `Right in ${right} of ${what}${majority ? `; always answering the larger class gives ${majority}` : ""}.`;
  }
  const what = on === "test" ? `dos ${count} textos de teste, que ela nunca tinha visto` : `dos ${count} textos de validação, que também escolheram a época`;
  return `A rede acertou ${right} ${what}${majority ? `; responder sempre a classe maior daria ${majority}` : ""}.`;
});

/** How the training ended and which epoch's parameters are kept. */
export const endSentence = ({ result, settings, epochs }: Run): Text => textOf((locale) => {
  if (!result) return "";
  const en = locale === "en";
  const done = plural(epochs.length, locale, en ? "epoch" : "época", en ? "epochs" : "épocas");
  const patience = plural(settings.patience, locale, en ? "epoch" : "época", en ? "epochs" : "épocas");
  const ended = {
    done: en ? `Trained for ${done}.` : `Treinou por ${done}.`,
    early: en ? `Stopped early, after ${done}: the validation loss had not improved for ${patience}.` : `Parou mais cedo, depois de ${done}: a perda na validação não melhorava havia ${patience}.`,
    stopped: en ? `Stopped by you after ${done}.` : `Você parou depois de ${done}.`,
  }[result.reason];
  if (result.keptEpoch < 1) return ended;
  const best = settings.keepBest && epochs.some(({ validationLoss }) => Number.isFinite(validationLoss));
  const kept = en
    ? `Kept: epoch ${result.keptEpoch}${best ? ", the one with the lowest validation loss" : ", the last"}.`
    : `Ficou a época ${result.keptEpoch}, ${best ? "a de menor perda na validação" : "a última"}.`;
  return `${ended} ${kept}`;
});

export const backendText = (backend: BackendName, threads: number): Text => textOf((locale) => {
  const name = { webgpu: "WebGPU", webgl: "WebGL", wasm: "WebAssembly", cpu: locale === "en" ? "plain JavaScript" : "JavaScript puro" }[backend];
  return backend === "wasm" ? `${name}, ${plural(threads, locale, "thread", "threads")}` : name;
});

/** "A training was saved at step 1,240 (epoch 7, 14:02)."; with the day where it was not today. */
export const savedSentence = ({ step, epoch, savedAt }: SavedRun, now = new Date()): Text => textOf((locale) => {
  const at = new Date(savedAt);
  const day = at.toDateString() === now.toDateString() ? {} : { day: "numeric", month: "long" } as const;
  const when = new Intl.DateTimeFormat(locale, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);
  const [steps, epochs] = [formatNumber(step, locale), formatNumber(epoch, locale)];
  return locale === "en" ? `A training was saved at step ${steps} (epoch ${epochs}, ${when}).` : `Um treinamento foi salvo no passo ${steps} (época ${epochs}, ${when}).`;
});

/** What is said to those who listen: the state, and once in a while how it goes. */
export const spokenState = (run: Run): Text => textOf((locale) => {
  const en = locale === "en";
  const last = run.epochs.at(-1);
  const epoch = last
    ? (en ? `Epoch ${last.epoch} of ${run.settings.epochs}, loss ${formatNumber(last.trainingLoss, locale, { decimals: 2 })}` : `Época ${last.epoch} de ${run.settings.epochs}, perda ${formatNumber(last.trainingLoss, locale, { decimals: 2 })}`)
      + (Number.isFinite(last.validationAccuracy) ? (en ? `, validation accuracy ${percent(last.validationAccuracy, locale)}` : `, acurácia na validação ${percent(last.validationAccuracy, locale)}`) : "")
    : "";
  const left = run.secondsLeft > 0 ? (en ? `, ${formatDuration(run.secondsLeft, locale)} left` : `, ${formatDuration(run.secondsLeft, locale)} restantes`) : "";
  switch (run.state) {
    case "idle": return "";
    case "waiting": return en ? "Waiting for the data." : "Esperando os dados.";
    case "preparing": return en ? "Training is starting." : "O treino está começando.";
    case "running": return epoch ? `${epoch}${left}.` : en ? "Training." : "Treinando.";
    case "paused": return [`${en ? "Paused" : "Em pausa"}${epoch ? `: ${epoch}` : ""}.`, ...run.problems.map(({ message }) => message[locale])].join(" ");
    case "done":
    case "stopped": return `${en ? "Training ended." : "O treino terminou."} ${run.result ? resultSentence(run)[locale] : ""}`.trim();
    case "failed": return run.problems.map(({ message }) => message[locale]).join(" ");
  }
});

/** Milliseconds between two spoken messages while the state stays the same. */
export const speakEvery = 10_000;
