import { defineSchema } from "../../src/hyperparameters/schema.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

export const schema = defineSchema({
  words: {
    kind: "integer", stage: "embedding", invalidates: "nothing", default: 150, min: 20, max: 1000, scale: "log",
    label: { en: "Words", "pt-BR": "Palavras" },
    doc: { en: "How many of the most frequent words are drawn.", "pt-BR": "Quantas das palavras mais frequentes são desenhadas." },
  },
  method: {
    kind: "choice", stage: "embedding", invalidates: "nothing", default: "pca",
    choices: { pca: { en: "PCA", "pt-BR": "PCA" }, umap: { en: "UMAP", "pt-BR": "UMAP" } },
    label: { en: "Flattened by", "pt-BR": "Achatado por" },
    doc: { en: "PCA keeps distances as well as a plane can and follows the training; UMAP keeps neighbours and takes longer.", "pt-BR": "O PCA guarda as distâncias o melhor que um plano consegue e acompanha o treino; o UMAP guarda os vizinhos e demora mais." },
    source: { en: "UMAP: McInnes, Healy & Melville 2018 (arXiv:1802.03426)", "pt-BR": "UMAP: McInnes, Healy e Melville 2018 (arXiv:1802.03426)" },
  },
  word: {
    kind: "text", stage: "embedding", invalidates: "nothing", default: "", maxLength: 60,
    label: { en: "Neighbours of", "pt-BR": "Vizinhas de" },
    doc: { en: "A word whose nearest words are listed and marked.", "pt-BR": "Uma palavra cujas vizinhas mais próximas são listadas e marcadas." },
  },
  record: {
    kind: "boolean", stage: "embedding", invalidates: "nothing", default: true,
    label: { en: "Keep every epoch", "pt-BR": "Guardar cada época" },
    doc: { en: "Remembers where the words lay after each epoch, to go back to; only PCA.", "pt-BR": "Guarda onde as palavras estavam ao fim de cada época, para poder voltar; só no PCA." },
  },
});

export const kind: CellKind = {
  name: "embeddingMap",
  tag: "at-embedding-map",
  title: { en: "Map of the words", "pt-BR": "Mapa das palavras" },
  summary: { en: "Words on a plane by their vectors, moving as they learn, with the nearest neighbours of each.", "pt-BR": "Palavras em um plano por seus vetores, movendo-se enquanto aprendem, com as vizinhas de cada uma." },
  schema: () => schema,
  inputs: { run: "run" },
  requires: ["run"],
  yields: false,
  element: () => import("./embedding-map.js"),
};
