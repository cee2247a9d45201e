import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import type { Tf } from "../../src/model/architecture.js";
import { openBackend } from "../../src/training/backends.js";
import { crossEntropy } from "../../src/training/loss.js";
import { lossOf, predictedClass, probabilitiesOf, Tally } from "../../src/training/metrics.js";

describe("metrics", () => {
  it("turns logits into probabilities", () => {
    // σ(ln 3) = 3 / 4; softmax(0, ln 2, ln 5) = 1/8, 2/8, 5/8.
    expect(probabilitiesOf([Math.log(3)])[1]).to.be.closeTo(0.75, 1e-12);
    expect(probabilitiesOf([0, Math.log(2), Math.log(5)]).map((p) => Math.round(p * 1e9) / 1e9)).to.deep.equal([0.125, 0.25, 0.625]);
  });
  it("stays finite for logits beyond what exp can hold", () => {
    expect(probabilitiesOf([1000])).to.deep.equal([0, 1]);
    expect(probabilitiesOf([-1000, 1000])).to.deep.equal([0, 1]);
    expect(lossOf([-1000], 1)).to.equal(1000);
    expect(lossOf([-1000, 1000], 0)).to.equal(2000);
  });
  it("measures the loss in nats", () => {
    // −ln 0.75 and −ln(5/8)
    expect(lossOf([Math.log(3)], 1)).to.be.closeTo(0.2876820724517809, 1e-12);
    expect(lossOf([0, Math.log(2), Math.log(5)], 2)).to.be.closeTo(0.47000362924573563, 1e-12);
  });
  it("points at the larger side", () => {
    expect([[0.1], [-0.1], [0], [1, 3, 2], [2, 2]].map(predictedClass)).to.deep.equal([1, 0, 0, 1, 0]);
  });
  it("adds up batches of any size", () => {
    const tally = new Tally(1);
    expect(tally.add(Float32Array.of(1, -1), [1, 1]).accuracy).to.equal(0.5);
    tally.add(Float32Array.of(-2), [0]);
    expect(tally.evaluation.accuracy).to.be.closeTo(2 / 3, 1e-12);
    expect(tally.evaluation.confusion).to.deep.equal([[1, 0], [1, 1]]);
    // ln(1+e⁻¹), ln(1+e), ln(1+e⁻²)
    expect(tally.evaluation.loss).to.be.closeTo((0.31326168751822286 + 1.3132616875182228 + 0.1269280110429725) / 3, 1e-7);
  });
  it("has no loss where nothing was added", () => {
    expect(new Tally(3).evaluation).to.deep.equal({ loss: NaN, accuracy: NaN, count: 0, confusion: [[0, 0, 0], [0, 0, 0], [0, 0, 0]] });
  });
});

describe("the loss that is trained", () => {
  let tf: Tf;
  before(async () => { ({ tf } = await openBackend("cpu")); });
  for (const width of [1, 2, 5]) {
    it(`is the metrics' own, and its gradient (p − y) / batch, for ${width === 1 ? "two classes" : `a softmax over ${width}`}`, () => tf.tidy(() => {
      const random = seededRandom(width);
      const rows = Array.from({ length: 7 }, () => Array.from({ length: width }, () => random.normal() * 4));
      const labels = rows.map(() => random.integer(Math.max(2, width)));
      const loss = tf.valueAndGrad((logits) => crossEntropy(tf, logits as never, tf.tensor1d(labels, "int32")));
      const { value, grad } = loss(tf.tensor2d(rows));
      expect(value.dataSync()[0]).to.be.closeTo(rows.reduce((sum, row, i) => sum + lossOf(row, labels[i]!), 0) / 7, 1e-6);
      const wanted = rows.flatMap((row, i) => (width === 1 ? [probabilitiesOf(row)[1]! - labels[i]!] : probabilitiesOf(row).map((p, k) => p - (k === labels[i] ? 1 : 0))).map((g) => g / 7));
      grad.dataSync().forEach((g, i) => expect(g).to.be.closeTo(wanted[i]!, 1e-6));
    }));
  }
});
