import { diagnose } from "../diagnosis.js";
import { setting, type Rule } from "./rule.js";

/** The validation loss turned up while the training loss went on falling. */
export const overfitting: Rule = {
  name: "overfitting",
  when({ run }) {
    const found = diagnose(run);
    if (found?.code !== "by-heart") return undefined;
    const dropout = setting(run, "dropoutRate");
    return { message: found.message, tries: [...(dropout < 0.5 ? [{ name: "dropoutRate", value: 0.5 }] : []), ...(run.settings.patience === 0 ? [{ name: "patience", value: 2 }] : [])] };
  },
};
