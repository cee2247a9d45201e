import { registry } from "../base/registry.js";
import type { ModelExporter, NotebookExporter, ResultExporter, SweepExporter } from "./exporter.js";
import { ipynb } from "./ipynb/ipynb.js";
import { kerasExporter } from "./keras/keras-exporter.js";
import { kerasSourceExporter } from "./python/keras-source-exporter.js";
import { onnxExporter } from "./onnx/onnx-exporter.js";
import { cardExporter } from "./results/card.js";
import { metricsExporter } from "./results/metrics.js";
import { predictionsExporter } from "./results/predictions.js";
import { safetensorsExporter } from "./safetensors.js";
import { pythonProject } from "./sweep/python-project.js";
import { standalone } from "./standalone/standalone.js";
import { tfjsExporter } from "./tfjs/tfjs-file.js";
import { scikitLearnSourceExporter } from "./python/scikit-learn-source.js";
import { torchSourceExporter } from "./python/torch-source-exporter.js";

/** What a notebook can become: one file and one line here. */
export const notebookExporters = registry<NotebookExporter>("notebook exporters", [standalone, ipynb]);
/** What becomes of a run's results: one file and one line here. */
export const resultExporters = registry<ResultExporter>("result exporters", [metricsExporter, predictionsExporter, cardExporter]);
/** What a trained network can become: one file and one line here. */
export const modelExporters = registry<ModelExporter>("model exporters", [kerasExporter, onnxExporter, tfjsExporter, safetensorsExporter, kerasSourceExporter, torchSourceExporter, scikitLearnSourceExporter]);
/** What a search can become: one file and one line here. */
export const sweepExporters = registry<SweepExporter>("sweep exporters", [pythonProject]);
