import type { ModelExporter } from "../exporter.js";
import { writeKerasFile } from "./keras-file.js";

export const kerasExporter: ModelExporter = {
  name: "keras",
  title: { en: "Keras model", "pt-BR": "Modelo do Keras" },
  summary: { en: "Opens in Keras 3 with keras.saving.load_model, and needs no code of ours. Vocabulary and classes lie beside the numbers.", "pt-BR": "Abre no Keras 3 com keras.saving.load_model, sem precisar de código nosso. O vocabulário e as classes vão junto com os números." },
  extension: ".keras",
  mediaType: "application/zip",
  make: (model) => writeKerasFile(model),
};
