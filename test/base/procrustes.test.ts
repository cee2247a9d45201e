import { expect } from "@open-wc/testing";
import { alignPlane } from "../../src/base/procrustes.js";
import { seededRandom } from "../../src/base/random.js";

const distance = (a: Float32Array, b: Float32Array): number => Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]!) ** 2, 0));
const picture = (seed: number): Float32Array => {
  const random = seededRandom(seed);
  return Float32Array.from({ length: 20 }, () => random.normal());
};
const turned = (points: Float32Array, angle: number, flip: 1 | -1): Float32Array => points.map((_, at) => {
  const i = at - (at % 2);
  const [x, y] = [points[i]!, points[i + 1]! * flip];
  return at % 2 === 0 ? x * Math.cos(angle) - y * Math.sin(angle) : x * Math.sin(angle) + y * Math.cos(angle);
});

describe("laying a picture on another", () => {
  it("undoes every turn and every mirroring", () => {
    for (const angle of [0, 0.3, 2, -3]) for (const flip of [1, -1] as const) {
      expect(distance(alignPlane(turned(picture(1), angle, flip), picture(1)), picture(1)), `${angle} ${flip}`).to.be.below(1e-5);
    }
  });
  it("keeps distances and comes no farther away", () => {
    const [points, target] = [picture(2), picture(3)];
    const aligned = alignPlane(points, target);
    expect(Math.hypot(aligned[0]! - aligned[2]!, aligned[1]! - aligned[3]!)).to.be.closeTo(Math.hypot(points[0]! - points[2]!, points[1]! - points[3]!), 1e-5);
    for (let angle = 0; angle < 6.3; angle += 0.1) for (const flip of [1, -1] as const) expect(distance(aligned, target)).to.be.at.most(distance(turned(points, angle, flip), target) + 1e-5);
  });
});
