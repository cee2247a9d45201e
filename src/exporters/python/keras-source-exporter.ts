import type { ModelExporter } from "../exporter.js";
import { kerasSource } from "./keras-source.js";

export const kerasSourceExporter: ModelExporter = {
  name: "keras-source",
  title: { en: "Keras source", "pt-BR": "Código Keras" },
  summary: { en: "The architecture with these hyperparameters in Keras's functional form, with its optimizer and loss.", "pt-BR": "A arquitetura com estes hiperparâmetros na forma funcional do Keras, com seu otimizador e sua perda." },
  extension: ".keras.py",
  mediaType: "text/x-python",
  // What learns at once is no program of layers for a loop of gradients.
  isFor: (architecture) => architecture !== "bag-of-words",
  make: async (model) => kerasSource(model),
};
