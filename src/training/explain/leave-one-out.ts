import { paddingId, unknownId } from "../../data/vocabulary.js";
import { logOddsOf } from "./log-odds.js";
import type { AttributionMethod } from "./method.js";
import { logitsOf } from "./texts.js";

/** How the log-odds fall when a word is missing (Li, Monroe & Jurafsky 2016, arXiv:1612.08220): positive where the word speaks for the class. */
export const leaveOneOut: AttributionMethod = {
  name: "without",
  isSigned: true,
  async scores({ tf, network }, texts, { without }, turn) {
    const rows = texts.flatMap(({ ids, tokens }) => tokens.map((_, place) => (without === "drop" ? dropped(ids, place) : replaced(ids, place, without === "padding" ? paddingId : unknownId))));
    const logits = await logitsOf(tf, network, rows, turn);
    let at = 0;
    return texts.map(({ tokens, logits: own, target }) => tokens.map(() => logOddsOf(own, target) - logOddsOf(logits[at++]!, target)));
  },
};

/** The words after it move up, as if it had never been written. */
const dropped = (ids: Int32Array, place: number): Int32Array => Int32Array.from(ids, (id, i) => (i < place ? id : ids[i + 1] ?? paddingId));
const replaced = (ids: Int32Array, place: number, by: number): Int32Array => Int32Array.from(ids, (id, i) => (i === place ? by : id));
