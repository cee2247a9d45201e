import { expect } from "@open-wc/testing";
import { RunControl } from "../../src/training/control.js";
import { nextTask, Stopwatch } from "../../src/training/pace.js";

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

describe("between two batches", () => {
  it("messages that came meanwhile are handled first", async () => {
    const { port1, port2 } = new MessageChannel();
    const got: unknown[] = [];
    port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => { got.push(data); });
    port1.start();
    port2.postMessage(1);
    while (got.length === 0) await nextTask();
    expect(got).to.deep.equal([1]);
  });
  it("every turn that was asked for comes, in order", async () => {
    const order: number[] = [];
    await Promise.all([1, 2, 3].map(async (turn) => { await nextTask(); order.push(turn); }));
    expect(order).to.deep.equal([1, 2, 3]);
  });
});

describe("what people ask of a training", () => {
  it("counts every press of step, and forgets them at a pause", () => {
    const control = new RunControl();
    expect(control.waits).to.equal(false);
    control.act("step");
    control.act("step");
    control.spend();
    expect(control.waits).to.equal(false);
    control.spend();
    expect([control.waits, control.paused]).to.deep.equal([true, true]);
    control.act("step");
    control.act("pause");
    expect(control.waits).to.equal(true);
    control.act("resume");
    expect([control.waits, control.paused]).to.deep.equal([false, false]);
  });
  it("lets a stop win over a pause", () => {
    const control = new RunControl();
    control.act("pause");
    control.act("stop");
    expect([control.waits, control.stopped]).to.deep.equal([false, true]);
  });
});
