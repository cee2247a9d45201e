import { diagnose } from "../diagnosis.js";
import { lastEpoch, type Rule } from "./rule.js";

/** It was still learning when it ended, and there was something left to learn. */
export const tooFewSteps: Rule = {
  name: "too-few-steps",
  when({ run }) {
    const found = diagnose(run);
    const last = lastEpoch(run);
    if (found?.code !== "still-improving" || !last || last.validationAccuracy > 0.97) return undefined;
    return { message: found.message, tries: [{ name: "epochs", value: Math.min(1000, run.settings.epochs * 2) }] };
  },
};
