import { formatNumber, textOf } from "../../base/text.js";
import { setting, type Rule } from "./rule.js";

/** From this share on the ends of texts are missed. */
const many = 0.25;

export const cutTexts: Rule = {
  name: "cut-texts",
  when({ run, health }) {
    const cut = health?.reading.cut ?? 0;
    if (cut < many) return undefined;
    const length = setting(run, "sequenceLength");
    return {
      message: textOf((l) => {
        const [share, tokens] = [formatNumber(cut, l, { percent: true, decimals: 0 }), formatNumber(length, l)];
        return l === "en"
          ? `${share} of the held-out texts are longer than the ${tokens} tokens that the network reads, and their ends are cut off. A longer sequence loses less and takes more time.`
          : `${share} dos textos reservados são mais longos que os ${tokens} tokens que a rede lê, e o fim deles é cortado. Uma sequência mais longa perde menos e leva mais tempo.`;
      }),
      tries: [{ name: "sequenceLength", value: Math.min(512, length * 2) }],
    };
  },
};
