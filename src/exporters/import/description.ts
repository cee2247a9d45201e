import { outsideReader } from "../../base/outside.js";
import { problem, ProblemError } from "../../base/problem.js";
import type { Text } from "../../base/text.js";
import type { BroughtNetwork } from "../../training/adoption.js";
import { sealOf } from "../trained-model.js";

/** What stands in every model file of ours beside the numbers, read back. */
export type NetworkDescription = Omit<BroughtNetwork, "parameters">;

/** A network as a file gives it. */
export interface ReadNetwork {
  readonly network: BroughtNetwork;
  /** What the file says of it, as it stands there: the checksum is over this. */
  readonly description: unknown;
}

/** Refuses a file of which anything has changed since it was written: a word, a setting, a bit of a number. @throws ProblemError */
export async function refuseChanged({ network: { parameters }, description }: ReadNetwork, fileName: string): Promise<void> {
  const { sha256, ...said } = description as Readonly<Record<string, unknown>>;
  if (sha256 === await sealOf(said, parameters)) return;
  throw refused("model-changed", fileName, { en: "the file as it was written, but it has changed since: its checksum is another", "pt-BR": "o arquivo como foi gravado, mas ele mudou desde então: a soma de verificação é outra" });
}

/** Beyond these a file is not ours. */
const most = { vocabulary: 1_000_000, classes: 1000 } as const;

export const chooseOther: Text = {
  en: "Nothing was changed. Export the network again where it was trained, or choose another file.",
  "pt-BR": "Nada foi alterado. Exporte a rede de novo onde ela foi treinada ou escolha outro arquivo.",
};
export const refused = (code: string, path: string, expected: Text, received?: unknown, wayOut: Text = chooseOther): ProblemError =>
  new ProblemError([problem(code, path, { expected, wayOut, ...(received === undefined ? {} : { received }) })]);

const { object, list, number, whole, text, texts, one, values } = outsideReader((path, expected, received) => refused("model-description", path, expected, received));

/** JSON from a file. @throws ProblemError */
export function readJson(bytes: Uint8Array | string, path: string): unknown {
  try {
    return JSON.parse(typeof bytes === "string" ? bytes : new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw refused("model-damaged", path, { en: "JSON, but it is damaged or cut short", "pt-BR": "JSON, mas ele está danificado ou incompleto" });
  }
}

/**
 * Reads the description that our files carry, field by field.
 * @param value undefined where the file has none: then another program wrote it, and nobody knows its words
 * @throws ProblemError
 */
export function readDescription(value: unknown, path: string): NetworkDescription {
  if (value === undefined) {
    throw refused("model-of-others", path, { en: "a network that this program exported, with its words and classes in the file", "pt-BR": "uma rede exportada por este programa, com as palavras e as classes no arquivo" }, undefined, {
      en: "Nothing was changed. Networks of other programs cannot be read: without their words no text can be given to them, and code from model files is never run.",
      "pt-BR": "Nada foi alterado. Redes de outros programas não podem ser lidas: sem as palavras delas não há como lhes dar um texto, e código de arquivos de modelo nunca é executado.",
    });
  }
  const of = object(value, path);
  if (of["format"] !== "atnet-notebook") throw refused("model-of-others", `${path}.format`, { en: "\"atnet-notebook\"", "pt-BR": "\"atnet-notebook\"" }, of["format"] ?? null);
  if (of["version"] !== 1) {
    throw refused("model-version", `${path}.version`, { en: "version 1", "pt-BR": "a versão 1" }, of["version"] ?? null, {
      en: "Nothing was changed. A newer version of this page wrote the file: open it there.", "pt-BR": "Nada foi alterado. Uma versão mais nova desta página escreveu o arquivo: abra-o nela.",
    });
  }
  const tokenizer = object(of["tokenizer"], `${path}.tokenizer`);
  const card = object(of["card"] ?? {}, `${path}.card`);
  const training = object(of["training"] ?? {}, `${path}.training`);
  const classes = list(of["classes"], `${path}.classes`, most.classes, texts);
  if (classes.length < 2) throw refused("model-description", `${path}.classes`, { en: "at least 2 classes", "pt-BR": "pelo menos 2 classes" }, classes.length);
  const seed = whole(training["seed"] ?? card["seed"] ?? 0, `${path}.training.seed`);
  return {
    settings: {
      architecture: text(of["architecture"], `${path}.architecture`), hyperparameters: values(of["hyperparameters"], `${path}.hyperparameters`), seed,
      epochs: whole(training["epochs"] ?? 10, `${path}.training.epochs`), patience: whole(training["patience"] ?? 0, `${path}.training.patience`),
      keepBest: training["keepBest"] !== false, probeText: text(training["probeText"] ?? "", `${path}.training.probeText`),
    },
    classes, level: one(tokenizer["level"] ?? "words", `${path}.tokenizer.level`, ["words", "tokens", "characters"]),
    vocabulary: list(of["vocabulary"], `${path}.vocabulary`, most.vocabulary, (token, at) => text(token, at)),
    step: whole(card["step"] ?? 0, `${path}.card.step`), epoch: whole(card["epoch"] ?? 0, `${path}.card.epoch`),
    ...(card["dataHash"] === undefined ? {} : { dataHash: text(card["dataHash"], `${path}.card.dataHash`) }),
    ...(of["data"] === undefined ? {} : { data: dataOf(of["data"], `${path}.data`) }),
  };
}

function dataOf(value: unknown, path: string): NonNullable<BroughtNetwork["data"]> {
  const { source, seed, validationSplit, testSplit, level, options } = object(value, path);
  return {
    source: text(source, `${path}.source`), seed: whole(seed, `${path}.seed`), validationSplit: number(validationSplit, `${path}.validationSplit`), testSplit: number(testSplit, `${path}.testSplit`),
    ...(level === undefined ? {} : { level: one(level, `${path}.level`, ["words", "tokens", "characters"]) }), options: values(options ?? {}, `${path}.options`),
  };
}
