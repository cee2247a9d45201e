import { expect } from "@open-wc/testing";
import { csvOf } from "../../src/plots/csv.js";

const columns = [{ name: "token", label: "Token", numeric: false }, { name: "weight", label: "Weight", numeric: true }];

describe("a figure's CSV", () => {
  it("has a line a row, dot decimals and nothing for what is unknown", () => {
    expect(csvOf({ columns, rows: [["bom", 0.5], ["ruim", null], ["ok", -1e-7]] })).to.equal("token,weight\r\nbom,0.5\r\nruim,\r\nok,-1e-7\r\n");
  });
  it("quotes what would break a row", () => {
    expect(csvOf({ columns, rows: [[`he said "so, so"\nand left`, 1]] })).to.equal(`token,weight\r\n"he said ""so, so""\nand left",1\r\n`);
  });
  it("is also written as a spreadsheet with decimal commas reads it", () => {
    expect(csvOf({ columns, rows: [["1,5; so", 0.5], ["-2", -1e-7]] }, "semicolon")).to.equal(`token;weight\r\n"1,5; so";0,5\r\n'-2;-1e-7\r\n`);
  });
  it("never hands a spreadsheet a formula", () => {
    for (const start of ["=", "+", "-", "@", "\t", "\r"]) expect(csvOf({ columns, rows: [[`${start}cmd()`, 1]] })).to.match(/^token,weight\r\n"?'/);
  });
});
