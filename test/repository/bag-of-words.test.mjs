// The product's bag of words against scikit-learn on real reviews. They are not part of the repository: where they are not at hand, the tests are skipped and say so.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const staged = process.env.AT_STAGED_DATA ?? path.join(root, "..", "shared", "data");

// Accuracy on the test rows of scikit-learn 1.9.1 over our tokens: TfidfVectorizer(sublinear_tf=True, token_pattern=r"\S+", lowercase=False) and LogisticRegression(max_iter=1000).
const scikitLearn = { mr: 0.7585, "uci-sentences-en": 0.8323, "b2w-10k-pt": 0.9313, "imdb-5k": 0.8439 };

const source = `
export { prepareStaged } from "./bench/tasks/staged.ts";
export { buildVocabulary } from "./src/data/vocabulary.ts";
export { encodeExamples } from "./src/data/batches.ts";
export { weighWords } from "./src/model/architectures/bag-of-words/weighted-counts.ts";
export { newtonLearner } from "./src/model/architectures/bag-of-words/newton-learner.ts";
`;

describe("the bag of words on real reviews", () => {
  let product;
  let folder;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "bag-of-words-"));
    const outfile = path.join(folder, "product.mjs");
    await esbuild.build({ stdin: { contents: source, resolveDir: root, loader: "ts" }, outfile, bundle: true, format: "esm", platform: "neutral", logLevel: "error" });
    product = await import(pathToFileURL(outfile));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  for (const [name, expected] of Object.entries(scikitLearn)) {
    const file = path.join(staged, name, "data.tsv");
    it(`is within half a point of scikit-learn: ${name}`, { skip: existsSync(file) ? false : `${file} is not here` }, async () => {
      const accuracy = await accuracyOn(product, name, await readFile(file, "utf8"));
      assert.ok(Math.abs(accuracy - expected) <= 0.005, `expected ${expected} ± 0.005, received ${accuracy}`);
    });
  }
});

/** Trained to its end on the training rows, asked on the test rows. */
async function accuracyOn({ prepareStaged, buildVocabulary, encodeExamples, weighWords, newtonLearner }, name, table) {
  const { split, tokens, examples, classes, vocabulary } = prepareStaged(name, table);
  const { size, idOf } = buildVocabulary(vocabulary, vocabulary.tokens.length + 2);
  const longest = Math.max(...tokens.map(({ length }) => length));
  const idsOf = (rows) => encodeExamples(rows.map((row) => tokens[row]), { idOf }, longest);
  const labelsOf = (rows) => Int32Array.from(rows, (row) => examples[row].label);
  const settings = { sublinear: true, rareWordsCountMore: true };
  const words = weighWords(idsOf(split.train), split.train.length, size, settings);
  let found = { weights: new Float32Array(size), biases: new Float32Array(1) };
  const learner = newtonLearner(words, labelsOf(split.train), classes.length, 1, { read: async () => found, write: (weights, biases) => { found = { weights, biases }; } });
  while (!(await learner.step()).isConverged);
  // A text's logit by hand, from counts, rarity and weights.
  const right = split.test.filter((row) => {
    const counts = new Map();
    for (const token of tokens[row]) counts.set(idOf(token), (counts.get(idOf(token)) ?? 0) + 1);
    const weighted = [...counts].map(([id, times]) => [id, (1 + Math.log(times)) * words.rarity[id]]);
    const norm = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
    const logit = weighted.reduce((sum, [id, weight]) => sum + (weight / norm) * found.weights[id], found.biases[0]);
    return (logit > 0 ? 1 : 0) === examples[row].label;
  });
  return right.length / split.test.length;
}
