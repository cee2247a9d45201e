import type { StageKind } from "../hyperparameters/field.js";

/** The term that explains each stage of a pipeline. */
export const termOfStage: Readonly<Record<StageKind, string>> = {
  text: "text-stage", embedding: "embedding", convolution: "convolution", attention: "attention", pooling: "pooling", dense: "dense-layer", output: "output-stage", training: "training",
};

/** The term behind the label of a setting, by the setting's name. Settings that say all there is to say in their own help have none. */
const termOfSetting: Readonly<Record<string, string>> = {
  architecture: "architecture", sequenceLength: "sequence-length", vocabularySize: "vocabulary", embeddingSize: "embedding-size", filters: "filter", kernelSize: "kernel-size",
  parallelKernels: "parallel-kernels", convolutionPadding: "convolution-padding", convolutionLayers: "convolution-layers", attention: "attention", attentionUnits: "attention-units",
  maskPadding: "mask", attentionScaling: "attention-scaling", pooling: "pooling", denseUnits: "dense-layer", dropoutRate: "dropout",
  positions: "positional-encoding", layers: "encoder-layers", heads: "head", feedForwardSize: "feed-forward", normalisation: "layer-normalisation",
  sublinear: "tf-idf", rareWordsCountMore: "tf-idf", penalty: "regularisation",
  learningRate: "learning-rate", batchSize: "batch", optimizer: "optimizer", momentum: "momentum", weightDecay: "weight-decay", clipNorm: "gradient-clipping", schedule: "schedule",
  warmupSteps: "warm-up", labelSmoothing: "label-smoothing", classWeights: "class-weights",
  epochs: "epoch", seed: "seed", patience: "patience", keepBest: "best-epoch", probeText: "probe-text", validationSplit: "validation-split", testSplit: "validation-split",
};

/** The name of the term that explains a setting; undefined where its own help is enough. */
export const termForSetting = (name: string): string | undefined => (Object.hasOwn(termOfSetting, name) ? termOfSetting[name] : undefined);
