import type { ModelExporter } from "../exporter.js";
import { torchSource } from "./torch-source.js";

export const torchSourceExporter: ModelExporter = {
  name: "torch-source",
  title: { en: "PyTorch source", "pt-BR": "Código PyTorch" },
  summary: { en: "The architecture with these hyperparameters as a torch.nn.Module that reads the safetensors file.", "pt-BR": "A arquitetura com estes hiperparâmetros como um torch.nn.Module que lê o arquivo safetensors." },
  extension: ".torch.py",
  mediaType: "text/x-python",
  // What learns at once is no program of layers for a loop of gradients.
  isFor: (architecture) => architecture !== "bag-of-words",
  make: async (model) => torchSource(model),
};
