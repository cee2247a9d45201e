import { expect } from "@open-wc/testing";
import { Losses, Watchdog } from "../../src/training/watchdog.js";
import { firstStepWithin, loadsWithin, Pulse } from "../../src/training/watchdog-pulse.js";

describe("the worker's pulse", () => {
  it("P18: promises the next news within five seconds, or ten median steps where those are longer", () => {
    let now = 0;
    const told: number[] = [];
    const pulse = new Pulse((within) => told.push(within), 20_000, () => now);
    const beatAfter = (milliseconds: number): void => { now += milliseconds; pulse.beat(); };
    pulse.begin();
    pulse.took(30);
    // The first step is told at once; then twice a second at most.
    beatAfter(1);
    for (const step of [700, 800, 900]) pulse.took(step);
    beatAfter(499);
    beatAfter(1);
    pulse.rest();
    expect(told).to.deep.equal([20_000, 5000, 8000, Infinity]);
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
  /** A watchdog by a clock of its own. @returns `pass`: so many milliseconds go by, then it looks */
  function watched(patience = 1) {
    let [now, lost] = [0, 0];
    const watchdog = new Watchdog(() => { lost++; }, { patience: () => patience, now: () => now });
    return { watchdog, pass(milliseconds: number) { now += milliseconds; watchdog.look(); return lost; } };
  }

  it("P18: takes for lost what is not heard of in time, once", () => {
    const { watchdog, pass } = watched();
    watchdog.expect(1, 5000);
    watchdog.expect(2, 5000);
    expect([2500, 2500, 1, 2500, 2500, 2500].map(pass)).to.deep.equal([0, 0, 1, 1, 1, 1]);
  });
  it("waits for nothing that is paused, done or was heard of", () => {
    const { watchdog, pass } = watched();
    watchdog.expect(1, 5000);
    watchdog.expect(1, Infinity);
    watchdog.expect(2, 5000);
    watchdog.forget(2);
    watchdog.expect(3, 5000);
    const heard = Array.from({ length: 10 }, () => { watchdog.heard(3); return pass(2500); });
    expect(heard).to.deep.equal(heard.map(() => 0));
    expect([2500, 2500].map(pass)).to.deep.equal([0, 1]);
  });
  it("does not take a computer that slept, or a hidden page's rare looks, for a silent worker", () => {
    const { watchdog, pass } = watched();
    watchdog.expect(1, 5000);
    expect([3_600_000, 1000, 1000].map(pass)).to.deep.equal([0, 0, 0]);
    watchdog.clear();
  });
  it("P18: gives a worker twenty seconds to load, and a slow step ten times its length", () => {
    expect(loadsWithin).to.equal(20_000);
    // 10⁹ multiply-adds forwards are three times as many with the way back: 60 s at 5·10⁷ a second, 600 s at 5·10⁶.
    expect([firstStepWithin("wasm", 1e6), firstStepWithin("wasm", 1e9), firstStepWithin("cpu", 1e9), firstStepWithin("cpu", 1e12)]).to.deep.equal([20_000, 60_000, 600_000, 600_000]);
  });
});
