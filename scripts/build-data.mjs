// Converts the labelled sets that npm packages ship into small assets. One function a set; each checks what it read.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { gzipSync } from "node:zlib";

const require = createRequire(import.meta.url);

/** Writes every built-in data asset into `folder`, and shelf.json, which says what they are and where they come from. */
export async function buildData(folder) {
  await mkdir(folder, { recursive: true });
  const shelf = [];
  for (const convert of [amazonSentences]) {
    const { rows, ...about } = await convert();
    const file = `${about.name}.tsv.gz`;
    const table = toTable(about.name, rows);
    // Of the text, not of the gzip: what deflate writes differs between versions of zlib.
    const sha256 = createHash("sha256").update(table).digest("hex");
    if (sha256 !== about.sha256) throw new Error(`${about.name}: the table has changed: expected sha256 ${about.sha256}, received ${sha256}`);
    await writeFile(path.join(folder, file), gzipSync(table, { level: 9 }));
    shelf.push({ ...about, file, bytes: Buffer.byteLength(table) });
  }
  await writeFile(path.join(folder, "shelf.json"), `${JSON.stringify(shelf, null, 1)}\n`);
}

/** `label<TAB>text` under a header, without quoting: no field may hold a tab or a line break. */
function toTable(name, rows) {
  const lines = rows.map(({ label, text }) => {
    if (text === "" || /[\t\r\n]/.test(label + text)) throw new Error(`${name}: a text is empty or holds a tab or a line break: ${JSON.stringify(text)}`);
    return `${label}\t${text}`;
  });
  return `${["label\ttext", ...lines].join("\n")}\n`;
}

async function packageOf(name) {
  const file = require.resolve(`${name}/package.json`);
  const { version, license } = JSON.parse(await readFile(file, "utf8"));
  return { folder: path.dirname(file), source: { package: name, version, licence: license } };
}

/** 1,000 sentences of product reviews, 500 of each class, as the package's example ships them: `[[text, "0" | "1"], …]`. */
async function amazonSentences() {
  const { folder, source } = await packageOf("wink-naive-bayes-text-classifier");
  const given = JSON.parse(await readFile(path.join(folder, "sentiment-analysis-example", "shuffled-sentiment-training-data.json"), "utf8"));
  const rows = given.map(([text, label]) => ({ text: text.replace(/\s+/g, " ").trim(), label: { 0: "negative", 1: "positive" }[label] }));
  const count = (wanted) => rows.filter(({ label }) => label === wanted).length;
  if (rows.length !== 1000 || count("negative") !== 500 || count("positive") !== 500) throw new Error(`amazon-sentences: expected 500 negative and 500 positive sentences, received ${count("negative")} and ${count("positive")} of ${rows.length}`);
  return {
    name: "amazon-sentences",
    title: { en: "Amazon sentences", "pt-BR": "Frases da Amazon" },
    task: "classification",
    languages: ["en"],
    rows,
    counts: { negative: 500, positive: 500 },
    licence: "CC BY 4.0",
    attribution: "Sentiment Labelled Sentences, UCI Machine Learning Repository. Kotzias, Denil, de Freitas and Smyth: From Group to Individual Labels using Deep Features. KDD 2015, doi:10.1145/2783258.2783380.",
    source,
    sha256: "22e3f3ae002596303950afb3f070b69c5806ce0f637d9d0ebdc4bdd438cdea27",
    // scikit-learn 1.9.1: TfidfVectorizer(sublinear_tf=True) over our tokens, LogisticRegression(C=4, solver="liblinear"), trained on the training rows,
    // asked on validation and test rows together; mean over the splits of seeds 0 to 19 with the default fractions, standard error 0.007.
    baseline: { method: "TF-IDF + logistic regression", accuracy: 0.826, majority: 0.505 },
  };
}
