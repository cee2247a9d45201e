import type { ModelExporter } from "../exporter.js";
import type { TrainedModel } from "../trained-model.js";
import { pythonLiteral } from "./literal.js";
import { tokenizers } from "./tokenizers.js";

/** A program with the same line of scikit-learn, to train anew or to read the numbers that were found here. */
export function scikitLearnSource({ name, hyperparameters, level, sequenceLength }: TrainedModel): string {
  const { sublinear = true, rareWordsCountMore = true, penalty = 1, vocabularySize = 50_000 } = hyperparameters;
  return `"""Counting words, as ${name} does it, in scikit-learn: texts in, probabilities out.

fresh() is the line before training; load("${name}.safetensors") is the one that was trained."""
import json
import re
import unicodedata

import numpy as np
from safetensors import safe_open
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


${tokenizers[level]}


def vectorizer(**about):
    return TfidfVectorizer(
        tokenizer=lambda text: tokenize(text)[:${sequenceLength}], token_pattern=None, lowercase=False,
        sublinear_tf=${pythonLiteral(sublinear)}, use_idf=${pythonLiteral(rareWordsCountMore)}, **about,
    )


def fresh():
    """fit(texts, labels) finds what was found here, but for ties among the rarest words."""
    return make_pipeline(vectorizer(max_features=${Number(vocabularySize) - 2}), LogisticRegression(C=1 / ${pythonLiteral(penalty)}, max_iter=1000))


def load(path):
    with safe_open(path, "np") as file:
        about = json.loads(file.metadata()["atnet"])
        # The first two rows stand for padding and unknown words, which count nothing.
        rarity, kernel, bias = [file.get_tensor(part).astype("float64") for part in ("pooling/inverse-frequency", "output/kernel", "output/bias")]
    counts = vectorizer(vocabulary={token: i for i, token in enumerate(about["vocabulary"])})
    counts.fit([""])${rareWordsCountMore === false ? "" : "\n    counts.idf_ = rarity[2:]"}
    line = LogisticRegression(C=1 / ${pythonLiteral(penalty)})
    line.classes_ = np.arange(len(about["classes"]))
    line.coef_, line.intercept_ = kernel[2:].T, bias
    return make_pipeline(counts, line)


if __name__ == "__main__":
    print(fresh())
`;
}

export const scikitLearnSourceExporter: ModelExporter = {
  name: "scikit-learn-source",
  title: { en: "scikit-learn source", "pt-BR": "Código scikit-learn" },
  summary: { en: "TfidfVectorizer and LogisticRegression with these settings; reads the safetensors file.", "pt-BR": "TfidfVectorizer e LogisticRegression com estas configurações; lê o arquivo safetensors." },
  extension: ".sklearn.py",
  mediaType: "text/x-python",
  isFor: (architecture) => architecture === "bag-of-words",
  make: async (model) => scikitLearnSource(model),
};
