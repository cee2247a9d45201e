import type { ModelExporter } from "../exporter.js";
import { writeOnnxFile } from "./onnx-file.js";

export const onnxExporter: ModelExporter = {
  name: "onnx",
  title: { en: "ONNX model", "pt-BR": "Modelo ONNX" },
  summary: { en: "Runs in ONNX Runtime and what builds on it; gives the probabilities and the attention.", "pt-BR": "Roda no ONNX Runtime e no que se apoia nele; dá as probabilidades e a atenção." },
  extension: ".onnx",
  mediaType: "application/octet-stream",
  make: writeOnnxFile,
};
