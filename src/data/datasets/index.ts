import { registry } from "../../base/registry.js";
import type { Dataset } from "../dataset.js";
import { amazonSentences } from "./amazon-sentences.js";
import { plantedKeyword } from "./planted-keyword.js";
import { tinyReviews } from "./tiny-reviews.js";

/** Every source of labelled texts: one file beside this one and one line here. */
export const datasets = registry<Dataset>("datasets", [amazonSentences, tinyReviews, plantedKeyword]);
