import { formatNumber, sameText, textOf, type Text } from "../../src/base/text.js";
import type { AlgorithmChoice } from "../../src/kernels/kernel-work.js";

/** The algorithm that the cost model took, and why, in one sentence of its own numbers. */
export function reasonOf(choice: AlgorithmChoice): { readonly algorithm: Text; readonly why: Text } {
  if (choice.algorithm === "unique-tokens") return { algorithm: { en: "unique tokens", "pt-BR": "tokens únicos" }, why: uniqueTokensWhy(choice) };
  return choice.algorithm === "winograd" ? { algorithm: sameText("Winograd"), why: winogradWhy(choice) } : { algorithm: { en: "direct", "pt-BR": "direta" }, why: directWhy(choice) };
}

type Convolution = AlgorithmChoice & { readonly algorithm: "direct" | "winograd" };

const uniqueTokensWhy = ({ tokens, distinct }: AlgorithmChoice & { readonly algorithm: "unique-tokens" }): Text => textOf((l) => {
  const [all, different] = [formatNumber(tokens, l), formatNumber(distinct, l)];
  return l === "en"
    ? `A batch holds ${all} tokens and ${different} different ones: each is multiplied once, however often it stands there.`
    : `Um lote tem ${all} tokens, ${different} deles diferentes: cada um é multiplicado uma vez, não importa quantas vezes apareça.`;
});

const winogradWhy = ({ directCycles, winogradCycles }: Convolution): Text => textOf((l) => {
  const share = formatNumber(winogradCycles / directCycles, l, { percent: true, decimals: 0 });
  return l === "en"
    ? `10 multiplications stand in for 30: with the transforms to and fro, about ${share} of the direct cost.`
    : `10 multiplicações fazem o papel de 30: com as transformações de ida e volta, cerca de ${share} do custo direto.`;
});

/** The first thing that kept Winograd away. */
const directWhy = ({ taps, stride, channels, filters, positions, directCycles, winogradCycles }: Convolution): Text => textOf((l) => {
  const en = l === "en";
  const number = (value: number): string => formatNumber(value, l);
  if (taps !== 5 || stride !== 1) return en ? `The shortcut (Winograd) is for kernels of 5 at stride 1; this one has ${number(taps)}.` : `O atalho (Winograd) vale para kernels de 5 com passo 1; este tem ${number(taps)}.`;
  if (Math.min(channels, filters) < 16) return en ? `With ${number(Math.min(channels, filters))} channels the transforms of the shortcut (Winograd) would cost more than they save.` : `Com ${number(Math.min(channels, filters))} canais, as transformações do atalho (Winograd) custariam mais do que poupam.`;
  if (winogradCycles >= directCycles) return en ? "On this shape the shortcut (Winograd) would cost more than it saves." : "Nesta forma, o atalho (Winograd) custaria mais do que poupa.";
  return en
    ? `The shortcut (Winograd) does not cover ${number(channels)} channels, ${number(filters)} filters and ${number(positions)} positions.`
    : `O atalho (Winograd) não cobre ${number(channels)} canais, ${number(filters)} filtros e ${number(positions)} posições.`;
});
