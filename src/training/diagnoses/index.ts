import { registry } from "../../base/registry.js";
import { classImbalance } from "./class-imbalance.js";
import { cutTexts } from "./cut-texts.js";
import { deadUnits } from "./dead-units.js";
import { majorityOnly } from "./majority-only.js";
import { overfitting } from "./overfitting.js";
import { rateTooHigh } from "./rate-too-high.js";
import { rateTooLow } from "./rate-too-low.js";
import type { Rule } from "./rule.js";
import { saturatedAttention } from "./saturated-attention.js";
import { tooFewSteps } from "./too-few-steps.js";
import { unknownWords } from "./unknown-words.js";

/** Everything that a diagnosis looks for, what matters most first. One file, one line here. */
export const diagnoses = registry<Rule>("diagnoses", [
  rateTooHigh, rateTooLow, majorityOnly, deadUnits, saturatedAttention, overfitting, tooFewSteps, classImbalance, unknownWords, cutTexts,
]);
