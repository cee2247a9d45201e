import { registry } from "../../base/registry.js";
import type { Dataset } from "../dataset.js";
import { amazonSentences } from "./amazon-sentences.js";
import { emojiTopics } from "./emoji-topics.js";
import { matchTwoCues } from "./match-two-cues.js";
import { names } from "./names.js";
import { negationScope } from "./negation-scope.js";
import { orderAtDistance } from "./order-at-distance.js";
import { ownTexts } from "./own-texts.js";
import { plantedKeyword } from "./planted-keyword.js";
import { tinyReviews } from "./tiny-reviews.js";
import { votes } from "./votes.js";
import { whenWasItSaid } from "./when-was-it-said.js";
import { whichLanguage } from "./which-language.js";

/** Every source of labelled texts: one file beside this one and one line here. */
export const datasets = registry<Dataset>("datasets", [
  amazonSentences,
  names,
  whichLanguage,
  emojiTopics,
  whenWasItSaid,
  tinyReviews,
  plantedKeyword,
  negationScope,
  orderAtDistance,
  votes,
  matchTwoCues,
  ownTexts,
]);
