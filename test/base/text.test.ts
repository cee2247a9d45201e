import { expect } from "@open-wc/testing";
import { formatDuration, formatNumber, nearestLocale, parseNumber, plural } from "../../src/base/text.js";
import { problem, show } from "../../src/base/problem.js";
import { nearestName, registry } from "../../src/base/registry.js";
import { seededRandom } from "../../src/base/random.js";

describe("texts in two languages", () => {
  it("write a number as each language does", () => {
    expect(formatNumber(41750.5, "en")).to.equal("41,750.5");
    expect(formatNumber(41750.5, "pt-BR")).to.equal("41.750,5");
    expect(formatNumber(0.8273, "pt-BR", { percent: true, decimals: 1 })).to.equal("82,7%");
    expect(formatNumber(NaN, "en")).to.equal("—");
  });
  it("read decimal commas in Portuguese, and points in both", () => {
    for (const [text, locale, value] of [["0,001", "pt-BR", 0.001], ["1.234,5", "pt-BR", 1234.5], ["1.000", "pt-BR", 1000], ["41,750", "en", 41750], ["0.001", "pt-BR", 0.001], ["1e-3", "pt-BR", 0.001], ["0.5", "en", 0.5], [" −2 ", "en", -2]] as const) {
      expect(parseNumber(text, locale), text).to.equal(value);
    }
  });
  it("read nothing that is not a number", () => {
    for (const text of ["", "abc", "1,5", "0x10", "1e", "Infinity", "--1", "1 2"]) expect(Number.isNaN(parseNumber(text, "en")), text).to.equal(true);
  });
  it("read back every number that they write", () => {
    const random = seededRandom(5);
    for (let i = 0; i < 500; i++) {
      const value = Number((random.normal() * 10 ** random.integer(6)).toPrecision(6));
      for (const locale of ["en", "pt-BR"] as const) {
        const written = formatNumber(value, locale, { significant: 6 });
        expect(parseNumber(written, locale), written).to.be.closeTo(value, Math.abs(value) * 1e-9);
      }
    }
  });
  it("say how long as a person would", () => {
    expect([4.25, 42, 125, 3725].map((seconds) => formatDuration(seconds, "en"))).to.deep.equal(["4.3 s", "42 s", "2 min 05 s", "1 h 02 min"]);
    expect(formatDuration(4.25, "pt-BR")).to.equal("4,3 s");
  });
  it("count in the right plural", () => {
    expect([plural(1, "en", "epoch", "epochs"), plural(2000, "pt-BR", "época", "épocas")]).to.deep.equal(["1 epoch", "2.000 épocas"]);
  });
  it("follow the browser's languages and fall back to English", () => {
    expect([nearestLocale(["pt-PT", "en"]), nearestLocale(["fr", "pt"]), nearestLocale(["fr"]), nearestLocale([])]).to.deep.equal(["pt-BR", "pt-BR", "en", "en"]);
  });
});

describe("a problem", () => {
  it("says where, what was expected, what came and the way out, in both languages", () => {
    const it = problem("out-of-range", "kernelSize", { expected: { en: "a whole number", "pt-BR": "um número inteiro" }, received: "x", wayOut: { en: "Set it to 5.", "pt-BR": "Use 5." } });
    expect(it.message.en).to.equal('kernelSize: expected a whole number, received "x". Set it to 5.');
    expect(it.message["pt-BR"]).to.equal('kernelSize: esperado: um número inteiro; recebido: "x". Use 5.');
  });
  it("never shows [object Object], and cuts what is long", () => {
    expect(show({ a: 1 })).to.equal('{"a":1}');
    expect(show("x".repeat(100))).to.have.length(58);
    const circle: Record<string, unknown> = {};
    circle["self"] = circle;
    expect(show(circle)).to.equal("{…}");
  });
});

describe("a registry", () => {
  it("refuses a name that is listed twice", () => {
    expect(() => registry("cells", [{ name: "flow" }, { name: "flow" }])).to.throw('cells: "flow" is listed twice');
  });
  it("knows the nearest name to a misspelt one, and none to a strange one", () => {
    expect(nearestName("hyperparameter", ["dataset", "hyperparameters"])).to.equal("hyperparameters");
    expect(nearestName("zebra", ["dataset", "flow"])).to.equal(undefined);
  });
});
