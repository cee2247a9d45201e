import { expect } from "@open-wc/testing";
import { seededRandom } from "../../src/base/random.js";
import { smooth, spreadLabels, thin } from "../../src/plots/plot.js";

describe("smoothing", () => {
  // By hand, weight 0.5: 4 → 2/0.5 = 4; then 0.5·2 + 0.5·2 = 2 → 2/0.75; then 0.5·2 + 0.5·0 = 1 → 1/0.875.
  it("is TensorBoard's moving average, its start not pulled to zero", () => {
    expect(smooth([4, 2, 0], 0.5)).to.deep.equal([4, 2 / 0.75, 1 / 0.875]);
  });
  it("of 0 changes nothing, and what is not a number is passed over", () => {
    expect(smooth([4, NaN, 2], 0)).to.deep.equal([4, NaN, 2]);
    expect(smooth([4, NaN, 4], 0.9).at(-1)).to.be.closeTo(4, 1e-12);
  });
});

describe("thinning a line", () => {
  it("keeps the least, the greatest and the order, in at most as many points as asked", () => {
    const random = seededRandom(3);
    for (let round = 0; round < 50; round++) {
      const points = Array.from({ length: 1 + random.integer(5000) }, (_, x) => ({ x, y: random.normal() }));
      const most = 10 + random.integer(600);
      const kept = thin(points, most);
      const ys = points.map(({ y }) => y);
      expect(kept.length).to.be.at.most(Math.max(most, 2));
      expect(kept.map(({ y }) => y)).to.include.members([Math.min(...ys), Math.max(...ys)]);
      expect(kept.every(({ x }, i) => i === 0 || x > kept[i - 1]!.x)).to.equal(true);
    }
  });
});

describe("labels at the ends of lines", () => {
  it("stay where they are when they do not meet", () => {
    expect(spreadLabels([50, 10, 90], 14, [0, 100])).to.deep.equal([50, 10, 90]);
  });
  it("part when they would overlap, and stay in the frame", () => {
    expect(spreadLabels([50, 52], 14, [0, 100])).to.deep.equal([50, 64]);
    expect(spreadLabels([98, 99], 14, [0, 100])).to.deep.equal([86, 100]);
  });
});
