import type { Values } from "../../hyperparameters/schema.js";
import { encodings, type DelimiterName, type Encoding, type Reading } from "./table.js";

/** What the options of a cell say of how its file is read; "auto" is found out. */
export const readingOf = ({ delimiter, quotes, header, encoding }: Values): Reading => ({
  delimiter: delimiter === undefined || delimiter === "auto" ? undefined : (delimiter as DelimiterName),
  quotes: quotes === "yes" ? true : quotes === "no" ? false : undefined,
  header: header === "yes" ? true : header === "no" ? false : undefined,
  encoding: encodings.includes(encoding as Encoding) ? (encoding as Encoding) : undefined,
});
