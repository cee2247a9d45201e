import { expect } from "@open-wc/testing";
import { paceKey, paceOf, stepMillisecondsAt } from "../../src/training/run-pace.js";
import { epochRecord } from "../components/fake-engine.js";
import { settingsFor, smallData } from "./small-run.js";

const prepared = smallData(60);
const subject = (values = {}) => ({ settings: settingsFor(values), prepared });

describe("the pace of a run", () => {
  it("is that of its last epoch, evaluation included: the first also brings the code", () => {
    // Epochs end after 1 s and after 2 s, five steps each.
    expect(paceOf([epochRecord(1), epochRecord(2)], subject())!.stepMilliseconds).to.equal(200);
    expect(paceOf([epochRecord(1)], subject())!.stepMilliseconds).to.equal(200);
    expect(paceOf([], subject())).to.equal(undefined);
  });

  it("holds for networks of about the same size, in proportion to their work", () => {
    expect(paceKey(subject({ filters: 9 }), "auto")).to.equal(paceKey(subject(), "auto"));
    expect(paceKey(subject({ filters: 64 }), "auto")).not.to.equal(paceKey(subject(), "auto"));
    expect(paceKey(subject(), "cpu")).not.to.equal(paceKey(subject(), "auto"));
    const pace = paceOf([epochRecord(1), epochRecord(2)], subject())!;
    expect(stepMillisecondsAt(pace, subject())).to.equal(200);
    expect(stepMillisecondsAt({ ...pace, multiplyAdds: pace.multiplyAdds / 2 }, subject())).to.equal(400);
  });
});
