import { formatNumber, plural, textOf, type Text } from "../../src/base/text.js";
import type { StageKind } from "../../src/hyperparameters/field.js";
import { architectures } from "../../src/model/architectures/index.js";
import type { Profile } from "../../src/training/analyses/profile.js";
import type { Run } from "../../src/training/run.js";
import { reasonOf } from "./reasons.js";
import { kernelTitles, words } from "./words.js";

/** A kernel of a part of the step; the small ones stand together. */
export interface KernelRow {
  readonly name: string;
  readonly title: Text | undefined;
  readonly milliseconds: number;
  readonly gigaflops: number | undefined;
  readonly algorithm: Text | undefined;
  readonly why: Text | undefined;
}
export interface PartRow {
  readonly title: Text;
  /** Stages that are computed in one have all their colours. */
  readonly kinds: readonly StageKind[];
  readonly milliseconds: number;
  readonly share: number;
  readonly kernels: readonly KernelRow[];
}

/** Below this share of the step a kernel is not listed by itself. */
const leastShare = 0.01;

/** The parts of a step in the pipeline's order, then loss and optimizer, then what lies around the kernels. */
export function partsOf(profile: Profile, { settings, shape }: Pick<Run, "settings" | "shape">): readonly PartRow[] {
  const stages = architectures.get(settings.architecture)?.stages(settings.hyperparameters as never, shape) ?? [];
  const { stepMilliseconds, kernels } = profile;
  const keys = [...new Set(kernels.map(({ place }) => JSON.stringify(place)))];
  const firstStage = (key: string): number => {
    const place = JSON.parse(key) as string | readonly string[];
    return typeof place === "string" ? stages.length + (place === "loss" ? 0 : 1) : stages.findIndex(({ name }) => name === place[0]);
  };
  const parts = keys.toSorted((a, b) => firstStage(a) - firstStage(b)).map((key): PartRow => {
    const place = JSON.parse(key) as string | readonly string[];
    const own = kernels.filter((kernel) => JSON.stringify(kernel.place) === key).toSorted((a, b) => b.milliseconds - a.milliseconds);
    const of = typeof place === "string" ? [] : stages.filter(({ name }) => place.includes(name));
    const milliseconds = own.reduce((sum, kernel) => sum + kernel.milliseconds, 0);
    return {
      title: typeof place === "string" ? words[place as "loss" | "optimizer"] : textOf((l) => of.map(({ title }) => title[l]).join(" + ")),
      kinds: typeof place === "string" ? ["training"] : of.map(({ kind }) => kind),
      milliseconds, share: milliseconds / stepMilliseconds,
      kernels: listed(own, stepMilliseconds),
    };
  });
  const rest = Math.max(0, stepMilliseconds - parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
  return kernels.length === 0 ? [] : [...parts, { title: words.rest, kinds: ["training"], milliseconds: rest, share: rest / stepMilliseconds, kernels: [] }];
}

function listed(kernels: Profile["kernels"], step: number): readonly KernelRow[] {
  const isLarge = ({ milliseconds, choice }: Profile["kernels"][number]): boolean => milliseconds / step >= leastShare || choice !== undefined;
  const [large, small] = kernels.length === 1 ? [kernels, []] : [kernels.filter(isLarge), kernels.filter((kernel) => !isLarge(kernel))];
  const rows = large.map(({ name, milliseconds, multiplyAdds, choice }): KernelRow => ({
    name, title: kernelTitles[name], milliseconds,
    gigaflops: multiplyAdds === undefined || milliseconds === 0 ? undefined : (2 * multiplyAdds) / (milliseconds * 1e6),
    ...(choice ? reasonOf(choice) : { algorithm: undefined, why: undefined }),
  }));
  if (small.length === 0) return rows;
  const calls = small.reduce((sum, kernel) => sum + kernel.calls, 0);
  const title = textOf((l) => (l === "en" ? plural(Math.round(calls), l, "smaller call", "smaller calls") : plural(Math.round(calls), l, "chamada menor", "chamadas menores")));
  return [...rows, { name: "", title, milliseconds: small.reduce((sum, kernel) => sum + kernel.milliseconds, 0), gigaflops: undefined, algorithm: undefined, why: undefined }];
}

/** "One step of 32 texts takes 1.9 ms; most of it, 46%, goes to “Embedding + Convolution”." */
export const profileSentence = ({ stepMilliseconds, batchSize, steps }: Profile, parts: readonly PartRow[]): Text => textOf((l) => {
  const most = parts.reduce<PartRow | undefined>((best, part) => (part.milliseconds > (best?.milliseconds ?? 0) ? part : best), undefined);
  const [time, texts, measured] = [formatNumber(stepMilliseconds, l, { significant: 3 }), formatNumber(batchSize, l), formatNumber(steps, l)];
  const share = most && formatNumber(most.share, l, { percent: true, decimals: 0 });
  const title = most?.title[l];
  if (l === "en") return `One step of ${texts} texts takes ${time} ms (the faster half of ${measured} steps)${most ? `; the largest part, ${share}, is “${title}”` : ""}.`;
  return `Um passo com ${texts} textos leva ${time} ms (a metade mais rápida de ${measured} passos)${most ? `; a maior parte, ${share}, é “${title}”` : ""}.`;
});
