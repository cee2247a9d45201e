import { expect } from "@open-wc/testing";
import type { Tf } from "../../../src/model/architecture.js";
import { associationsOf } from "../../../src/training/analyses/embeddings/association.js";
import { principalPlane } from "../../../src/training/analyses/embeddings/principal-plane.js";
import { embeddings } from "../../../src/training/analyses/embeddings.js";
import { neighbours } from "../../../src/training/analyses/neighbours.js";
import { openBackend } from "../../../src/training/backends.js";
import { smallData } from "../small-run.js";
import { quietJob, withSubject } from "./subject.js";

describe("the plane of most spread", () => {
  // scikit-learn 1.x: PCA(2, svd_solver="full"), each axis signed by its largest component.
  it("is scikit-learn's", () => {
    const rows = [[2, 0, 1, 0], [0, 1, 3, -1], [4, -2, 0, 1], [1, 1, 1, 1], [-3, 2, 2, 0], [0, 0, -4, 2]];
    const expected = [-0.4837, 1.4143, 2.6614, 1.4461, -3.3991, 2.291, 0.2512, 0.2764, 3.9639, -1.681, -2.9936, -3.7468];
    const { points, kept } = principalPlane(Float32Array.from(rows.flat()), 6, 4);
    points.forEach((x, i) => expect(x).to.be.closeTo(expected[i]!, 2e-4));
    expect(kept).to.be.closeTo(0.9752030870089814, 1e-6);
  });
  it("keeps nothing of points that all lie in one place", () => {
    expect(principalPlane(new Float32Array(12).fill(3), 4, 3)).to.deep.equal({ points: new Float32Array(8), kept: NaN });
  });
});

describe("the words on a plane", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("wasm")); });

  it("are the most frequent ones, without padding and unknown, with the class that they speak for", () => withSubject(tf, {}, async (subject) => {
    const { words, points, kept, associations } = await embeddings.run(subject, { words: 20, method: "pca" }, quietJob());
    expect(words).to.deep.equal(subject.prepared.vocabulary.tokens.slice(0, 20));
    expect(points.length).to.equal(40);
    expect(kept).to.be.within(0, 1);
    const told = Object.fromEntries(words.map((word, i) => [word, associations[i]!]));
    // Cues of the second class stand in no text of the first.
    for (const cue of ["good", "great"]) if (told[cue]) expect([told[cue].label, told[cue].strength > 2]).to.deep.equal([1, true]);
    for (const cue of ["bad", "broken"]) if (told[cue]) expect([told[cue].label, told[cue].strength > 2]).to.deep.equal([0, true]);
  }, { prepared: smallData(200) }));
  it("weigh classes by log-odds with half a text added: 3 of 4 against 0 of 4", () => {
    const prepared = { ...smallData(8), tokens: Array.from({ length: 8 }, (_, i) => (i < 3 ? ["cue"] : ["x"])), examples: Array.from({ length: 8 }, (_, i) => ({ text: "", label: i < 4 ? 0 : 1 })), split: { train: [0, 1, 2, 3, 4, 5, 6, 7], validation: [], test: [] } };
    const [cue] = associationsOf(prepared, ["cue"]);
    // ln(3.5 / 1.5) − ln(0.5 / 4.5)
    expect(cue!.label).to.equal(0);
    expect(cue!.strength).to.be.closeTo(Math.log(3.5 / 1.5) - Math.log(0.5 / 4.5), 1e-9);
  });
  it("lie the same way twice by UMAP, whose seed is fixed, and say how far it is", () => withSubject(tf, {}, async (subject) => {
    const told: number[] = [];
    const input = { words: 24, method: "umap" } as const;
    const first = await embeddings.run(subject, input, quietJob(told));
    const second = await embeddings.run(subject, input, quietJob());
    expect(first.points).to.deep.equal(second.points);
    expect(first.points.every(Number.isFinite)).to.equal(true);
    expect(first.kept).to.deep.equal(NaN);
    expect(told.at(-1)).to.equal(1);
  }, { prepared: smallData(200) }));
  it("have as neighbours those with the largest cosine, found another way by tfjs", () => withSubject(tf, {}, async (subject) => {
    const { nearest, known } = await neighbours.run(subject, { word: "phone", count: 5 }, quietJob());
    expect(known).to.equal(true);
    const { vocabulary, model } = subject.network;
    const table = model.parameters.find(({ name }) => name === "embedding/embeddings")!.variable;
    const cosines = tf.tidy(() => {
      const unit = tf.div(table, tf.norm(table, 2, 1, true));
      return Array.from(tf.matMul(unit as never, tf.slice(unit as never, [vocabulary.idOf("phone"), 0], [1, -1]), false, true).dataSync());
    });
    const expected = cosines.map((cosine, id) => ({ word: vocabulary.tokens[id]!, cosine })).filter(({ word }, id) => id > 1 && word !== "phone").sort((a, b) => b.cosine - a.cosine).slice(0, 5);
    expect(nearest.map(({ word }) => word)).to.deep.equal(expected.map(({ word }) => word));
    nearest.forEach(({ cosine }, i) => expect(cosine).to.be.closeTo(expected[i]!.cosine, 1e-5));
    expect(await neighbours.run(subject, { word: "zebra", count: 5 }, quietJob())).to.deep.equal({ word: "zebra", known: false, nearest: [] });
  }));
  it("leave no tensor behind, and are refused for an input of another form", () => withSubject(tf, {}, async (subject) => {
    const before = tf.memory().numTensors;
    await embeddings.run(subject, { words: 10, method: "pca" }, quietJob());
    await neighbours.run(subject, { word: "phone", count: 3 }, quietJob());
    expect(tf.memory().numTensors).to.equal(before);
    expect(embeddings.wrong({ words: 2, method: "pca" })).to.equal("words: a whole number from 3 to 1000");
    expect(embeddings.wrong({ words: 20, method: "tsne" })).to.equal("method: pca or umap");
    expect(neighbours.wrong({ word: 1, count: 3 })).to.equal("word: a text");
    expect(neighbours.wrong({ word: "a", count: 0 })).to.equal("count: a whole number from 1 to 100");
  }));
});
