// What the bench needs of the product outside the browser: no tfjs among it.
export { seededRandom, seedFor } from "../../src/base/random.js";
export { batchOf, encodeExamples, gatherRows, stepOrder } from "../../src/data/batches.js";
export { prepareData, readDataSettings } from "../../src/data/prepare.js";
export { buildVocabulary } from "../../src/data/vocabulary.js";
export { architectures } from "../../src/model/architectures/index.js";
export { initialValues } from "../../src/model/layers/parameters.js";
export { dataShapeOf } from "../../src/model/model-choice.js";
export { readModelChoice } from "../../src/training/schema.js";
