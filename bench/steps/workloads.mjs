// The workloads: their networks, initial parameters and batches, from one seed, as files that all contenders read.
import * as esbuild from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildData } from "../../scripts/build-data.mjs";
import { gunzipSync } from "node:zlib";

const here = path.dirname(fileURLToPath(import.meta.url));
const seed = 20260101;
const batchDefault = 32;

/** The product's own modules, bundled for Node. */
export async function loadProduct(folder) {
  const outfile = path.join(folder, "product.mjs");
  await esbuild.build({ entryPoints: [path.join(here, "product.ts")], bundle: true, format: "esm", platform: "node", target: "node20", outfile, logLevel: "warning" });
  return import(`${outfile}?${Date.now()}`);
}

const atnet = { network: "atnet", length: 500, vocabularySize: 10_000, values: {}, tokens: "zipf" };
const small = { ...atnet, length: 200, vocabularySize: 5000, values: { embeddingSize: 64 } };
/** Every workload by name. Tokens: uniform over the vocabulary (the worst case), Zipf at full length, or Zipf with padding as reviews have it. */
export const definitions = {
  W1: { ...atnet, vocabularySize: 0, tokens: "vectors", title: "reference AtNet on vectors [500, 128]" },
  W2: { ...atnet, title: "text AtNet, embedding 10,000 × 128, Zipf tokens at full length" },
  W2padded: { ...atnet, tokens: "padded", title: "text AtNet, Zipf tokens, padded as reviews are" },
  W2uniform: { ...atnet, tokens: "uniform", title: "text AtNet, uniform tokens (the worst case)" },
  W3: { ...small, title: "small: embedding 5,000 × 64, length 200" },
  W4: { ...small, network: "transformer", values: { embeddingSize: 64, heads: 4, feedForwardSize: 128, layers: 2, normalisation: "post", maskPadding: false, dropoutRate: 0 }, title: "Transformer encoder: 5,000 × 64, length 200, 4 heads, 2 layers" },
  first: { notebook: true, title: "the first notebook's own network on its own sentences" },
};

/** One size at a time away from W2padded: how the cost grows. */
export const sweep = [
  ...[50, 200, 500, 1000, 2000].map((length) => ({ axis: "length", at: length, length })),
  ...[1000, 5000, 10_000, 50_000].map((vocabularySize) => ({ axis: "vocabulary", at: vocabularySize, vocabularySize })),
  ...[8, 32, 128, 256].map((batch) => ({ axis: "batch", at: batch, batch })),
  ...[16, 64, 256].map((filters) => ({ axis: "filters", at: filters, values: { filters } })),
].map(({ axis, at, ...change }) => ({ ...definitions.W2padded, ...change, name: `${axis}-${at}`, axis, at, title: `${axis} ${at}` }));

/**
 * Writes a workload's files.
 * @returns what the contenders need to know (see workload.ts), with the number of different tokens of the batch @throws Error with a sentence when it cannot be made
 */
export async function makeWorkload(product, site, name, definition) {
  const made = definition.notebook ? await fromNotebook(product, site) : fromDefinition(product, definition);
  const { data, labels, ...about } = made;
  const folder = path.join("data", name);
  await mkdir(path.join(site, folder), { recursive: true });
  const random = product.seededRandom(product.seedFor(seed, "parameters", name));
  const initial = about.parameters.map((parameter) => initialOf(product, parameter, random));
  const bytes = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  const workload = { name, folder, learningRate: 0.001, ...about };
  await Promise.all([
    writeFile(path.join(site, folder, "input.bin"), bytes(data)),
    writeFile(path.join(site, folder, "labels.bin"), bytes(labels)),
    writeFile(path.join(site, folder, "parameters.bin"), Buffer.concat(initial.map(bytes))),
    writeFile(path.join(site, folder, "workload.json"), JSON.stringify(workload)),
  ]);
  return { ...workload, different: about.input.kind === "ids" ? new Set(data).size : undefined, tokens: data.length };
}

/**
 * As the product starts them, with one change: attention divides features by the number of positions, and from the usual start the loss
 * would hardly move in ten steps. A larger dense layer makes the loss tell whether everyone computes the same thing; it costs nothing.
 */
function initialOf(product, { name, shape }, random) {
  if (name.endsWith("/gain")) return new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1);
  const kind = /bias/.test(name) ? "zeros" : /embeddings/.test(name) ? "small-uniform" : "glorot-uniform";
  const values = product.initialValues(shape, kind, random);
  return name === "dense/kernel" ? values.map((value) => value * 100) : values;
}

function fromDefinition(product, { network, length, vocabularySize, tokens, values: given, batch = batchDefault }) {
  const shape = { vocabularySize, classes: 2 };
  const random = product.seededRandom(product.seedFor(seed, "batch", tokens, length, vocabularySize, batch));
  const labels = Int32Array.from({ length: batch }, () => random.integer(2));
  const input = tokens === "vectors" ? { kind: "vectors", shape: [batch, length, 128] } : { kind: "ids", shape: [batch, length] };
  const data = tokens === "vectors" ? Float32Array.from({ length: batch * length * 128 }, () => random.uniform(-1, 1)) : drawTokens(random, batch, length, vocabularySize, tokens);
  const { values, problems } = product.readModelChoice({ architecture: network, ...given, sequenceLength: length, ...(vocabularySize ? { vocabularySize } : {}) });
  if (problems.length) throw new Error(`the network cannot be made: ${problems.map(({ code, received }) => `${code} ${JSON.stringify(received)}`).join("; ")}`);
  return { network, values, vocabularySize, input, data, labels, parameters: parametersOf(product, network, values, shape) };
}

/** The first notebook's hyperparameters and its first batch, without dropout: its masks differ between engines. */
async function fromNotebook(product, site) {
  const notebook = await readFile(path.join(here, "../../notebooks/first.en.html"), "utf8");
  const literal = /hyperparameters\(\{([^}]*)\}/.exec(notebook)?.[1] ?? "";
  const preset = /preset: "([^"]+)"/.exec(literal)?.[1];
  const { values: chosen, problems } = product.readModelChoice({ architecture: "atnet", ...(preset ? { preset } : {}) });
  if (problems.length) throw new Error(`the first notebook's network cannot be made: ${problems.map(({ code, received }) => `${code} ${JSON.stringify(received)}`).join("; ")}`);
  const values = { ...chosen, dropoutRate: 0 };
  const folder = path.join(site, "assets");
  await buildData(folder);
  const { settings } = product.readDataSettings({ source: "amazon-sentences", seed: 7 });
  const prepared = await product.prepareData(settings, { asset: async (name) => new Uint8Array(gunzipSync(await readFile(path.join(folder, name)))) });
  const shape = product.dataShapeOf(values, prepared);
  const batch = Number(values.batchSize);
  const rows = product.batchOf(product.stepOrder(1, 1, prepared.split.train), 1, batch);
  const vocabulary = product.buildVocabulary(prepared.vocabulary, shape.vocabularySize);
  const data = product.gatherRows(product.encodeExamples(prepared.tokens, vocabulary, values.sequenceLength), values.sequenceLength, rows);
  return {
    network: "atnet", values, vocabularySize: shape.vocabularySize, learningRate: values.learningRate,
    input: { kind: "ids", shape: [rows.length, values.sequenceLength] }, data,
    labels: Int32Array.from(rows, (row) => prepared.examples[row].label), parameters: parametersOf(product, "atnet", values, shape),
  };
}

const parametersOf = (product, network, values, shape) =>
  product.architectures.get(network).stages(values, shape).flatMap(({ parameters }) => parameters.map(({ name, shape: axes }) => ({ name, shape: axes })));

/** Zipf–Mandelbrot (1 / (rank + 2.7)); padded texts have log-normal lengths, median 181, and zeros behind. Word ids begin at 1. */
function drawTokens(random, batch, length, vocabularySize, kind) {
  const words = vocabularySize - 1;
  const cumulative = new Float64Array(words);
  let total = 0;
  for (let rank = 0; rank < words; rank++) cumulative[rank] = total += kind === "uniform" ? 1 : 1 / (rank + 2.7);
  const draw = () => {
    const at = random.next() * total;
    let [low, high] = [0, words - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] <= at) low = middle + 1; else high = middle;
    }
    return low + 1;
  };
  const ids = new Int32Array(batch * length);
  for (let example = 0; example < batch; example++) {
    const end = kind === "padded" ? Math.min(length, Math.max(10, Math.round(Math.exp(5.2 + 0.6 * random.normal())))) : length;
    for (let i = 0; i < end; i++) ids[example * length + i] = draw();
  }
  return ids;
}
