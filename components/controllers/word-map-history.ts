import { alignPlane } from "../../src/base/procrustes.js";
import type { Embeddings } from "../../src/training/analyses/embeddings.js";

/** Epochs that are kept, the newest. */
const mostEpochs = 60;

/** Where the words lay after each epoch of one run, each picture turned to lie on the one before, so that only what was learned moves. */
export class WordMapHistory {
  #run = "";
  #words = "";
  #kept: readonly Embeddings[] = [];

  /** Oldest first. */
  get kept(): readonly Embeddings[] { return this.#kept; }
  /** Half the side of a square that holds every picture. */
  get reach(): number { return this.#kept.reduce((most, { points }) => points.reduce((far, x) => Math.max(far, Math.abs(x)), most), 1e-9); }

  /** @param keeps whether pictures before this one stay @returns the picture as it is to be drawn */
  add(run: string, picture: Embeddings, keeps: boolean): Embeddings {
    const words = picture.words.join("\n");
    // Other words are another map.
    if (run !== this.#run || words !== this.#words) [this.#run, this.#words, this.#kept] = [run, words, []];
    const before = this.#kept.findLast(({ epoch }) => epoch < picture.epoch) ?? this.#kept.at(-1);
    const aligned = before ? { ...picture, points: alignPlane(picture.points, before.points) } : picture;
    this.#kept = [...(keeps ? this.#kept.filter(({ epoch }) => epoch < aligned.epoch) : []), aligned].slice(-mostEpochs);
    return aligned;
  }
}
