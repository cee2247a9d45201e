import { expect } from "@open-wc/testing";
import { Losses, Watchdog } from "../../src/training/watchdog.js";
import { Pulse } from "../../src/training/watchdog-pulse.js";

describe("the worker's pulse", () => {
  it("P18: promises the next news within five seconds, or ten median steps where those are longer", () => {
    let now = 0;
    const told: number[] = [];
    const pulse = new Pulse((within) => told.push(within), () => now);
    const beatAfter = (milliseconds: number): void => { now += milliseconds; pulse.beat(); };
    pulse.begin();
    pulse.took(30);
    // The first step is told at once; then twice a second at most.
    beatAfter(1);
    for (const step of [700, 800, 900]) pulse.took(step);
    beatAfter(499);
    beatAfter(1);
    pulse.rest();
    expect(told).to.deep.equal([60_000, 5000, 8000, Infinity]);
  });
});

describe("lost workers", () => {
  it("P18: after three in ten minutes the next way to compute is taken, until none is left", () => {
    let now = 0;
    const losses = new Losses(() => now);
    const minutes = (count: number): void => { now += count * 60_000; };
    const seen: unknown[] = [];
    for (const wait of [0, 6, 6, 1]) { minutes(wait); seen.push(losses.add("webgpu")); }
    expect(seen).to.deep.equal(["webgpu", "webgpu", "webgpu", "webgl"]);
    const fallen = (["webgl", "wasm", "cpu", "auto"] as const).map((backend) => [losses.add(backend), losses.add(backend), losses.add(backend)].at(-1));
    expect(fallen).to.deep.equal(["wasm", "cpu", undefined, "wasm"]);
  });
});

describe("the watchdog", () => {
  const until = async (condition: () => boolean): Promise<void> => { while (!condition()) await new Promise((resolve) => { setTimeout(resolve, 5); }); };

  it("takes for lost what is not heard of in time, once", async () => {
    let lost = 0;
    const watchdog = new Watchdog(() => { lost++; }, 0.01);
    watchdog.expect(1, 5000);
    watchdog.expect(2, 5000);
    await until(() => lost > 0);
    await new Promise((resolve) => { requestAnimationFrame(resolve); });
    expect(lost).to.equal(1);
  });
  it("waits for nothing that is paused, done or was heard of", async () => {
    let [lost, heard] = [0, 0];
    const watchdog = new Watchdog(() => { lost++; }, 0.01);
    watchdog.expect(1, 5000);
    watchdog.expect(1, Infinity);
    watchdog.expect(2, 5000);
    watchdog.forget(2);
    watchdog.expect(3, 10_000_000);
    await until(() => { watchdog.heard(3); return ++heard > 40; });
    expect(lost).to.equal(0);
    watchdog.clear();
  });
});
