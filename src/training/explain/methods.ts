import { attention } from "./attention.js";
import { gradientTimesInput } from "./gradient-times-input.js";
import { integratedGradients } from "./integrated-gradients.js";
import { leaveOneOut } from "./leave-one-out.js";
import type { AttributionMethod } from "./method.js";

/** Every way to say how much each word counts: one file beside this one and one line here. */
export const methods: readonly AttributionMethod[] = [attention, gradientTimesInput, integratedGradients, leaveOneOut];
