import type { TokenLevel } from "../../data/tokenizer.js";

/** How a text is cut, in Python, by what is read one at a time. */
export const tokenizers: Readonly<Record<TokenLevel, string>> = {
  words: `def tokenize(text):
    """Words of letters, digits and inner apostrophes or hyphens, in lower case: as the notebook cuts them, but for emoji and rare signs."""
    return re.findall(r"[^\\W_]+(?:['’\\-][^\\W_]+)*", text.lower().replace("’", "'"))`,
  tokens: `def tokenize(text):
    """Words as they are, and every punctuation mark."""
    return re.findall(r"[^\\W_]+(?:['’\\-][^\\W_]+)*|[^\\w\\s]", text.lower().replace("’", "'"))`,
  characters: `def tokenize(text):
    """Characters in lower case, an accent together with its letter; a space is shown."""
    return list(unicodedata.normalize("NFC", re.sub(r"\\s+", " ", text.strip()).lower()).replace(" ", "␣"))`,
};
