import { fnv1a } from "../base/random.js";
import type { Text } from "../base/text.js";
import { ProblemError, type DatasetContent, type DatasetContext, type DataSettings, type Example, type PreparedData } from "./dataset.js";
import { datasets } from "./datasets/index.js";
import { checkDataSettings } from "./settings.js";
import { splitExamples } from "./split.js";
import { statisticsOf } from "./statistics.js";
import { tokenize, tokensOf, type TokenLevel } from "./tokenizer.js";
import { countTokens } from "./vocabulary.js";

export { readDataSettings, settingsSchema } from "./settings.js";

/**
 * Loads a dataset, leaves out what cannot be used, tokenizes, splits and counts. The same settings give the same data everywhere.
 * @throws ProblemError what a person can fix: settings out of range, an asset that does not arrive, a class without training examples; AbortError when the signal aborts
 */
export async function prepareData(given: DataSettings, context: DatasetContext): Promise<PreparedData> {
  const { values: settings, problems } = checkDataSettings(given);
  if (problems.length) throw new ProblemError(problems);
  // The reading above has found the source.
  const content = await datasets.get(settings.source)!.load(settings.options, settings.seed, { ...context, ...(settings.level ? { level: settings.level } : {}) });
  context.signal?.throwIfAborted();
  return prepareContent(content, settings);
}

/** The part that needs no source: from examples to prepared data. */
export function prepareContent({ classes, examples: given, dropped }: DatasetContent, settings: DataSettings): PreparedData {
  const { examples, tokens, dropped: alsoDropped } = usable(given, settings.level);
  const split = splitExamples(examples, classes, settings, settings.seed);
  const vocabulary = countTokens(split.train.map((index) => tokens[index]!));
  return {
    settings,
    hash: hashOf(settings, examples),
    classes,
    examples,
    tokens,
    split,
    vocabulary,
    statistics: statisticsOf({ examples, tokens, split, classes, vocabulary }),
    dropped: [...dropped, ...alsoDropped],
  };
}

const repeated: Text = { en: "the same text as an earlier row", "pt-BR": "texto igual ao de uma linha anterior" };
const wordless: Text = { en: "no word in it", "pt-BR": "nenhuma palavra no texto" };

/** A text that stands in two parts of a split would be known by heart when it is asked; a text without tokens has nothing to read. */
function usable(given: readonly Example[], level: TokenLevel = "words"): Pick<PreparedData, "examples" | "tokens" | "dropped"> {
  const seen = new Set<string>();
  const examples: Example[] = [];
  const tokens: string[][] = [];
  let repeatedCount = 0;
  let wordlessCount = 0;
  for (const example of given) {
    const text = example.text.replace(/\s+/g, " ").trim();
    const row = tokensOf(text, level);
    if (row.length === 0) wordlessCount++;
    else if (seen.has(text)) repeatedCount++;
    else {
      seen.add(text);
      examples.push({ ...example, text, ...(example.why && level !== "words" ? { why: whyAt(level, text, example.why) } : {}) });
      tokens.push(row);
    }
  }
  const dropped = [{ reason: repeated, count: repeatedCount }, { reason: wordless, count: wordlessCount }].filter(({ count }) => count > 0);
  return { examples, tokens, dropped };
}

/** The tokens of another level that lie in the words that decide. */
function whyAt(level: TokenLevel, text: string, why: readonly number[]): readonly number[] {
  const words = tokenize(text);
  const deciding = why.map((index) => words[index]!);
  return tokenize(text, level).flatMap(({ start, end }, index) => (deciding.some((word) => start >= word.start && end <= word.end) ? [index] : []));
}

/** @returns eight hexadecimal digits of settings, texts and labels */
const hashOf = (settings: DataSettings, examples: readonly Example[]): string =>
  fnv1a(JSON.stringify([settings, examples.map(({ text, label }) => [text, label])])).toString(16).padStart(8, "0");
