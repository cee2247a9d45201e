import { expect } from "@open-wc/testing";
import { historyFile } from "../../src/exporters/results/history.js";
import { sparkPath } from "../../src/plots/sparkline.js";
import { pointsOf } from "../../src/training/history/history-curve.js";
import { historyRecord } from "../training/history/make-history.js";

const text = (count: number, form: "comma" | "semicolon" | "json"): string => [...historyFile(Array.from({ length: count }, (_, i) => historyRecord(`run ${i}`, { number: i + 1, note: "=SUM(A1), the best" })), form, pointsOf)].join("");

describe("the history as a file", () => {
  it("has one line for each run under one header, whatever parts it is written in", () => {
    const lines = text(450, "comma").replace("\uFEFF", "").trimEnd().split("\r\n");
    expect(lines.length).to.equal(451);
    const [header, first] = [lines[0]!.split(","), lines[1]!];
    expect(header.slice(0, 2)).to.deep.equal(["run", "id"]);
    expect(header).to.include.members(["best_validation_accuracy", "parameters", "seconds", "backend", "learningRate", "data.source"]);
    expect(first.startsWith("1,run 0,")).to.equal(true);
    expect(first, "a note is no formula").to.contain(`"'=SUM(A1), the best"`);
    expect(lines.filter((line) => line.startsWith("run,")).length).to.equal(1);
  });
  it("is the header alone without runs, and writes decimal commas where a spreadsheet reads them", () => {
    expect(text(0, "comma").split("\r\n").length).to.equal(2);
    expect(text(1, "semicolon")).to.contain(";0,8;");
  });
  it("holds the curves as JSON", () => {
    const read = JSON.parse(text(450, "json")) as readonly { readonly id: string; readonly curve: readonly { readonly epoch: number }[] }[];
    expect([read.length, read[449]!.id, read[0]!.curve.map(({ epoch }) => epoch)]).to.deep.equal([450, "run 449", [1, 2]]);
    expect(JSON.parse(text(0, "json"))).to.deep.equal([]);
  });
});

describe("a line in a small picture", () => {
  it("goes from edge to edge, high numbers on top, with a gap where one is missing", () => {
    // 12 × 10, one unit of room around: x is 1, 6 and 11; 1 is on top at y = 1, 0 at y = 9.
    expect(sparkPath([1, 0, 1], { width: 12, height: 10, range: [0, 1] })).to.equal("M1.0 1.0h0L6.0 9.0L11.0 1.0");
    expect(sparkPath([1, NaN, 0], { width: 12, height: 10, range: [0, 1] })).to.equal("M1.0 1.0h0M11.0 9.0h0");
    expect(sparkPath([], { width: 12, height: 10, range: [0, 1] })).to.equal("");
  });
});
