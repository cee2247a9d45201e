import { registry } from "../../base/registry.js";
import type { Dataset } from "../dataset.js";
import { amazonSentences } from "./amazon-sentences.js";
import { matchTwoCues } from "./match-two-cues.js";
import { negationScope } from "./negation-scope.js";
import { orderAtDistance } from "./order-at-distance.js";
import { plantedKeyword } from "./planted-keyword.js";
import { tinyReviews } from "./tiny-reviews.js";
import { votes } from "./votes.js";

/** Every source of labelled texts: one file beside this one and one line here. */
export const datasets = registry<Dataset>("datasets", [
  amazonSentences,
  tinyReviews,
  plantedKeyword,
  negationScope,
  orderAtDistance,
  votes,
  matchTwoCues,
]);
