import { expect } from "@open-wc/testing";
import { Stopwatch } from "../../src/training/pace.js";

describe("the stopwatch of a training", () => {
  it("leaves pauses out", () => {
    let now = 1000;
    const watch = new Stopwatch(() => now);
    now += 2000;
    watch.pause();
    now += 60_000;
    expect(watch.seconds).to.equal(2);
    watch.resume();
    now += 500;
    expect(watch.seconds).to.equal(2.5);
  });
  it("counts examples over the last three seconds of work", () => {
    let now = 0;
    const watch = new Stopwatch(() => now);
    expect(watch.examplesPerSecond).to.equal(0);
    for (let i = 0; i < 10; i++) { now += 500; watch.mark(32); }
    expect(watch.examplesPerSecond).to.equal(64);
    // Twice as fast from now on: three seconds later nothing of before is left.
    for (let i = 0; i < 13; i++) { now += 250; watch.mark(32); }
    expect(watch.examplesPerSecond).to.equal(128);
  });
});
