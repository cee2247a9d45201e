import { formatNumber, sameText, type Locale, type Text } from "../../base/text.js";
import { defineSchema } from "../../hyperparameters/schema.js";
import type { Evaluation } from "../../training/run.js";
import type { ExportedResults, ResultExporter } from "../exporter.js";

/** Everything that somebody else needs to come to the same numbers, and the numbers. */
export const cardOf = ({ title, run }: ExportedResults) => ({
  format: "atnet-card", version: 1, notebook: title, run: run.number, state: run.state,
  architecture: run.settings.architecture, hyperparameters: run.settings.hyperparameters,
  training: { epochs: run.settings.epochs, seed: run.settings.seed, patience: run.settings.patience, keepBest: run.settings.keepBest },
  data: { ...run.data, hash: run.environment?.dataHash ?? null, classes: run.classes },
  engine: run.environment ? (({ dataHash: _hash, parameterCount: _count, seed: _seed, ...engine }) => engine)(run.environment) : null,
  parameters: run.environment?.parameterCount ?? null,
  epochsDone: run.epochs.length, stepsDone: run.steps.length, keptEpoch: run.result?.keptEpoch ?? null,
  validation: run.result?.validation ?? null, test: run.result?.test ?? null,
  majorityBaseline: Number.isFinite(run.majorityBaseline) ? run.majorityBaseline : null,
});

const words = {
  title: { en: "Card of run", "pt-BR": "Ficha da execução" },
  result: { en: "What came out", "pt-BR": "O que saiu" },
  settings: { en: "Network and training", "pt-BR": "Rede e treino" },
  data: { en: "Data", "pt-BR": "Dados" },
  engine: { en: "What computed", "pt-BR": "O que calculou" },
  name: { en: "Name", "pt-BR": "Nome" },
  value: { en: "Value", "pt-BR": "Valor" },
  measured: { en: "Measured on", "pt-BR": "Medido em" },
  loss: { en: "Loss", "pt-BR": "Perda" },
  accuracy: { en: "Accuracy", "pt-BR": "Acurácia" },
  texts: { en: "Texts", "pt-BR": "Textos" },
  validation: { en: "validation", "pt-BR": "validação" },
  test: { en: "test", "pt-BR": "teste" },
  majority: { en: "always the largest class", "pt-BR": "sempre a classe maior" },
  kept: { en: "Epoch whose parameters are kept", "pt-BR": "Época cujos parâmetros ficaram" },
  again: {
    en: "The same settings, data and engine give the same numbers, bit for bit; another engine or version can change the last digits.",
    "pt-BR": "As mesmas configurações, os mesmos dados e o mesmo motor dão os mesmos números, bit a bit; outro motor ou outra versão pode mudar os últimos dígitos.",
  },
} satisfies Record<string, Text>;

/** The same card for reading, in Markdown. */
export function cardText(results: ExportedResults): string {
  const { locale, run } = results;
  const say = (text: Text): string => text[locale];
  const { hyperparameters, training, data: { options, classes, ...data }, engine, keptEpoch, majorityBaseline, validation, test, architecture, parameters } = cardOf(results);
  const measured = ([name, evaluation]: readonly [Text, Evaluation | null]): readonly (readonly string[])[] =>
    (evaluation ? [[say(name), formatNumber(evaluation.loss, locale, { decimals: 4 }), formatNumber(evaluation.accuracy, locale, { decimals: 4 }), String(evaluation.count)]] : []);
  const outcome = [...([[words.validation, validation], [words.test, test]] as const).flatMap(measured), ...(majorityBaseline === null ? [] : [[say(words.majority), "", formatNumber(majorityBaseline, locale, { decimals: 4 }), ""]])];
  const named = (values: Readonly<Record<string, unknown>>): string => table([say(words.name), say(words.value)], Object.entries(values).map(([name, value]) => [`\`${name}\``, shown(value, locale)]));
  return [
    `# ${say(words.title)} ${run.number}: ${cell(results.title)}`, say(words.again),
    `## ${say(words.result)}`, table([say(words.measured), say(words.loss), say(words.accuracy), say(words.texts)], outcome), ...(keptEpoch === null ? [] : [`${say(words.kept)}: ${keptEpoch}`]),
    `## ${say(words.settings)}`, named({ architecture, parameters, ...training, ...hyperparameters }),
    `## ${say(words.data)}`, named({ ...data, ...options, classes: classes.map(say).join(", ") }),
    `## ${say(words.engine)}`, named((engine ?? {}) as Readonly<Record<string, unknown>>), "",
  ].join("\n\n");
}

const shown = (value: unknown, locale: Locale): string =>
  cell(typeof value === "number" ? formatNumber(value, locale, { significant: 10 }) : typeof value === "object" && value !== null ? JSON.stringify(value) : String(value ?? "—"));
/** Text inside a Markdown table: no pipe ends its cell, no mark is read as one, no tag is one. */
const cell = (text: string): string => text.replace(/[\\|`*_[\]<>#&]/g, (sign) => (sign === "<" ? "&lt;" : sign === ">" ? "&gt;" : sign === "&" ? "&amp;" : `\\${sign}`)).replace(/\s+/g, " ");
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");

export const cardExporter: ResultExporter = {
  name: "card",
  title: { en: "Reproducibility card", "pt-BR": "Ficha de reprodutibilidade" },
  summary: { en: "Seed, settings, data, engine, versions and results of the run: what somebody else needs to get the same numbers.", "pt-BR": "Semente, configurações, dados, motor, versões e resultados da execução: o que outra pessoa precisa para obter os mesmos números." },
  extension: ".card.md",
  mediaType: "text/markdown",
  options: () => defineSchema({
    form: {
      kind: "choice", stage: "output", invalidates: "nothing", default: "markdown",
      choices: { markdown: { en: "Text to read (Markdown)", "pt-BR": "Texto para ler (Markdown)" }, json: sameText("JSON") },
      label: { en: "Form", "pt-BR": "Formato" }, doc: { en: "To read, or for programs.", "pt-BR": "Para ler ou para programas." },
    },
  }),
  form: ({ form }) => (form === "json" ? { extension: ".card.json", mediaType: "application/json" } : { extension: ".card.md", mediaType: "text/markdown" }),
  make: async (results, { form }) => (form === "json" ? `${JSON.stringify(cardOf(results), null, 2)}\n` : cardText(results)),
};
