import type { DataSettings } from "../data/dataset.js";
import type { Values } from "../hyperparameters/schema.js";

/** The dataset, and the options and level without which it is another task; any others may be anything. */
interface TaskData { readonly source: string; readonly level?: string; readonly options?: Values }

/** Tasks on which settings are known to work (`known-good.ts`), by their names in bench/results/tasks.json. Small enough to know without fetching the settings. */
export const measuredTasks = {
  "amazon-sentences": { source: "amazon-sentences" },
  "planted-keyword": { source: "planted-keyword" },
  "negation-scope": { source: "negation-scope" },
  "order-at-distance": { source: "order-at-distance" },
  votes: { source: "votes" },
  "match-two-cues": { source: "match-two-cues" },
  "tiny-reviews en": { source: "tiny-reviews", options: { language: "en" } },
  "tiny-reviews pt-BR": { source: "tiny-reviews", options: { language: "pt-BR" } },
  names: { source: "names" },
  "which-language": { source: "which-language", level: "words" },
  "which-language characters": { source: "which-language", level: "characters" },
  "emoji-topics en": { source: "emoji-topics", options: { language: "en" } },
  "emoji-topics pt-BR": { source: "emoji-topics", options: { language: "pt-BR" } },
  "when-was-it-said": { source: "when-was-it-said" },
} as const satisfies Readonly<Record<string, TaskData>>;
export type MeasuredTask = keyof typeof measuredTasks;

/** The tasks that this data is. */
export const tasksOf = ({ source, level = "words", options }: DataSettings): readonly MeasuredTask[] => (Object.entries(measuredTasks) as readonly (readonly [MeasuredTask, TaskData])[]).flatMap(([task, data]) =>
  (data.source === source && (data.level === undefined || data.level === level) && Object.entries(data.options ?? {}).every(([name, value]) => options[name] === value) ? [task] : []));
