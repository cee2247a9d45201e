import type { Text } from "../../src/base/text.js";
import { stageKinds, type StageKind } from "../../src/hyperparameters/field.js";
import type { Schema } from "../../src/hyperparameters/schema.js";

/** What the groups of a form are called. */
export const stageTitles: Readonly<Record<StageKind, Text>> = {
  text: { en: "Text", "pt-BR": "Texto" },
  embedding: { en: "Embedding", "pt-BR": "Embedding" },
  convolution: { en: "Convolution", "pt-BR": "Convolução" },
  attention: { en: "Attention", "pt-BR": "Atenção" },
  pooling: { en: "Pooling", "pt-BR": "Pooling" },
  dense: { en: "Dense layer", "pt-BR": "Camada densa" },
  output: { en: "Output", "pt-BR": "Saída" },
  training: { en: "Training", "pt-BR": "Treinamento" },
};

export const moreTitle: Text = { en: "More", "pt-BR": "Mais" };

export interface Group { readonly stage: StageKind; readonly names: readonly string[] }

/** The names of a schema by stage, in the pipeline's order, advanced ones last; stages without a setting are left out. */
export const groupsOf = (schema: Schema): readonly Group[] => stageKinds.map((stage) => {
  const all = Object.keys(schema).filter((name) => schema[name]!.stage === stage);
  const isAdvanced = (name: string): boolean => schema[name]!.advanced === true;
  return { stage, names: [...all.filter((name) => !isAdvanced(name)), ...all.filter(isAdvanced)] };
}).filter(({ names }) => names.length > 0);
