import type * as TF from "@tensorflow/tfjs-core";
import { workOf, type KernelWork } from "../kernels/kernel-work.js";
import type { Model, Tf } from "../model/architecture.js";

/** Which part of a step a kernel worked for: one stage, several where they are computed in one, or what is no stage. */
export type Place = readonly string[] | "loss" | "optimizer";

/** All calls of one kernel for one place, added up. */
export interface WatchedKernel extends KernelWork {
  readonly place: Place;
  /** As tfjs names it. */
  readonly name: string;
  readonly calls: number;
  readonly milliseconds: number;
}

const keyOf = ({ place, name, multiplyAdds, choice }: WatchedKernel): string => JSON.stringify([place, name, multiplyAdds, choice]);
/** Kernels of several steps, each added up over all of them. */
export function addUp(kernels: readonly WatchedKernel[]): readonly WatchedKernel[] {
  const sums = new Map<string, WatchedKernel>();
  for (const one of kernels) {
    const key = keyOf(one);
    const sum = sums.get(key);
    sums.set(key, sum ? { ...sum, calls: sum.calls + one.calls, milliseconds: sum.milliseconds + one.milliseconds } : one);
  }
  return [...sums.values()];
}

interface TapeNode {
  readonly outputs: readonly TF.Tensor[];
  gradient?: (dys: TF.Tensor[]) => Readonly<Record<string, () => TF.Tensor>>;
}
type RunKernel = (name: string, inputs: TF.NamedTensorMap, attributes?: Readonly<Record<string, unknown>>) => TF.Tensor | TF.Tensor[];
/** The parts of tfjs's engine (4.22) that are watched. */
interface WatchedEngine {
  runKernel: RunKernel;
  readonly state: { readonly activeTape?: readonly TapeNode[] };
}

/**
 * Times every kernel of a step and says which stage it worked for, forward and backward. Nothing of tfjs is changed outside of `during`, so that
 * other trainings go on as they are, and nothing is changed in the model: a tensor's id grows with every tensor made, so the output of a stage ends it.
 */
export class KernelWatch {
  readonly #tf: Tf;
  readonly #stages: readonly string[];
  readonly #finish: () => void;
  readonly #now: () => number;
  readonly #kernels = new Map<string, WatchedKernel>();
  readonly #works = new Map<string, KernelWork>();
  /** Where the kernels that run now belong; undefined during the forward pass, which is sorted at its end. */
  #place: Place | undefined = "loss";
  #isInWhole = false;
  #forward: { readonly output: number; readonly name: string; readonly work: KernelWork; readonly milliseconds: number }[] = [];

  /** @param stages in the order of the pipeline @param finish waits for a kernel that only began @param now milliseconds */
  constructor(tf: Tf, stages: readonly string[], { finish = () => undefined, now = () => performance.now() }: { readonly finish?: () => void; readonly now?: () => number } = {}) {
    this.#tf = tf;
    this.#stages = stages;
    this.#finish = finish;
    this.#now = now;
  }

  /** What was watched since the last look. */
  take(): readonly WatchedKernel[] {
    const kernels = [...this.#kernels.values()];
    this.#kernels.clear();
    return kernels;
  }

  /** Watches what runs in a function that waits for nothing. */
  during<T>(work: () => T): T {
    const engine = this.#tf.engine() as unknown as WatchedEngine;
    const own = engine.runKernel;
    engine.runKernel = (name, inputs, attributes = {}) => {
      const began = this.#now();
      const result = own.call(engine, name, inputs, attributes);
      this.#finish();
      const milliseconds = this.#now() - began;
      this.#note(name, inputs, attributes, (Array.isArray(result) ? result[0]! : result).id, milliseconds);
      return result;
    };
    this.#place = "loss";
    try {
      return work();
    } finally {
      Reflect.deleteProperty(engine, "runKernel");
    }
  }

  /** The same network, whose passes are sorted by stage. */
  watched(model: Model): Model {
    return {
      ...model,
      forward: (input, options) => {
        this.#place = undefined;
        this.#forward = [];
        const pass = model.forward(input, options);
        const ends = this.#endsOf(pass.activations);
        const placeOf = (id: number): Place => ends.find(({ last }) => id <= last)?.stages ?? "loss";
        for (const { output, name, work, milliseconds } of this.#forward) this.#add(placeOf(output), name, work, milliseconds);
        this.#place = "loss";
        for (const node of (this.#tf.engine() as unknown as WatchedEngine).state.activeTape ?? []) this.#follow(node, placeOf(node.outputs[0]!.id));
        return pass;
      },
    };
  }

  /** Times a part that does not go through tfjs's kernels, or is better seen as one. */
  whole(place: Place, name: string, work: () => void): void {
    const began = this.#now();
    this.#isInWhole = true;
    work();
    this.#isInWhole = false;
    this.#finish();
    this.#add(place, name, {}, this.#now() - began);
  }
  /** What runs from here on. */
  enter(place: Place): void { this.#place = place; }

  /** The stages in order, each with the last tensor that is still its own; one that leaves no output goes with the next that does. */
  #endsOf(activations: Readonly<Record<string, TF.Tensor>>): readonly { readonly stages: readonly string[]; readonly last: number }[] {
    const ends: { readonly stages: readonly string[]; readonly last: number }[] = [];
    let waiting: string[] = [];
    for (const stage of this.#stages) {
      waiting = [...waiting, stage];
      const output = activations[stage];
      if (!output || output.id <= (ends.at(-1)?.last ?? -1)) continue;
      ends.push({ stages: waiting, last: output.id });
      waiting = [];
    }
    return ends;
  }

  /** tfjs asks a node for its gradients twice: once for all, then for each of its inputs. */
  #follow(node: TapeNode, place: Place): void {
    const { gradient } = node;
    if (!gradient) return;
    node.gradient = (dys) => {
      this.#place = place;
      return Object.fromEntries(Object.entries(gradient(dys)).map(([input, make]) => [input, () => {
        this.#place = place;
        return make();
      }]));
    };
  }

  #note(name: string, inputs: TF.NamedTensorMap, attributes: Readonly<Record<string, unknown>>, output: number, milliseconds: number): void {
    if (this.#isInWhole) return;
    const key = `${name} ${Object.values(inputs).map((tensor) => tensor?.shape.join()).join(" ")}`;
    let work = this.#works.get(key);
    if (!work) this.#works.set(key, (work = workOf(this.#tf, { name, inputs, attributes }, this.#tf.getBackend() === "wasm")));
    if (this.#place === undefined) this.#forward.push({ output, name, work, milliseconds });
    else this.#add(this.#place, name, work, milliseconds);
  }
  #add(place: Place, name: string, work: KernelWork, milliseconds: number): void {
    const one = { place, name, ...work, calls: 1, milliseconds };
    const key = keyOf(one);
    const found = this.#kernels.get(key);
    this.#kernels.set(key, found ? { ...found, calls: found.calls + 1, milliseconds: found.milliseconds + milliseconds } : one);
  }
}
