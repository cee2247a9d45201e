import { registry } from "../base/registry.js";
import type { ModelExporter, NotebookExporter } from "./exporter.js";
import { ipynb } from "./ipynb/ipynb.js";
import { kerasExporter } from "./keras/keras-exporter.js";
import { kerasSourceExporter } from "./python/keras-source-exporter.js";
import { onnxExporter } from "./onnx/onnx-exporter.js";
import { safetensorsExporter } from "./safetensors.js";
import { standalone } from "./standalone/standalone.js";
import { torchSourceExporter } from "./python/torch-source-exporter.js";

/** What a notebook can become: one file and one line here. */
export const notebookExporters = registry<NotebookExporter>("notebook exporters", [standalone, ipynb]);
/** What a trained network can become: one file and one line here. */
export const modelExporters = registry<ModelExporter>("model exporters", [kerasExporter, onnxExporter, safetensorsExporter, kerasSourceExporter, torchSourceExporter]);
