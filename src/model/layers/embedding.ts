export { embeddingLookup as embed } from "../../kernels/ops/embedding-lookup.js";
