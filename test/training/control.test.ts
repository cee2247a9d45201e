import { expect } from "@open-wc/testing";
import { RunControl } from "../../src/training/control.js";

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
