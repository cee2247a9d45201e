import { expect } from "@open-wc/testing";
import { pageSandbox } from "../../components/base/sandbox.js";
import { readCode, type CodeReading } from "../../src/notebook/code.js";
import type { RunReply } from "../../src/sandbox/protocol.js";
import type { CodeJob, RunEnd } from "../../src/sandbox/sandbox.js";

const read = (source: string): CodeReading => {
  const code = readCode(source);
  if ("message" in code) throw new Error(code.message.en);
  return code;
};
type Outcome = RunReply | { readonly kind: "ended"; readonly why: RunEnd };
const runJob = (job: CodeJob, values: Readonly<Record<string, unknown>> = {}, long: () => void = () => undefined): Promise<Outcome> => new Promise((resolve) => {
  void job.run(values, 640, { shown: () => undefined, long, done: resolve, failed: resolve, ended: (why) => resolve({ kind: "ended", why }) });
});
async function run(source: string, values?: Readonly<Record<string, unknown>>): Promise<Outcome> {
  const job = pageSandbox().job(read(source));
  const outcome = await runJob(job, values);
  job.end();
  return outcome;
}
async function valuesOf(source: string, values?: Readonly<Record<string, unknown>>): Promise<Readonly<Record<string, unknown>>> {
  const outcome = await run(source, values);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  return outcome.values;
}
async function errorOf(source: string): Promise<readonly unknown[]> {
  const outcome = await run(source);
  if (outcome.kind !== "failed") throw new Error(JSON.stringify(outcome));
  const { name, message, line, column } = outcome.error;
  return [name, message, line, column];
}

describe("the sandbox", () => {
  it("runs code with the values of other cells and gives its own names back as data", async () => {
    expect(await valuesOf("const total = list.reduce((a, b) => a + b, 0);\nconst twice = total * 2;", { list: [1, 2, 3] })).to.deep.equal({ total: 6, twice: 12 });
    expect(await valuesOf("const later = await Promise.resolve(7);\nconst soon = Promise.resolve(8);")).to.deep.equal({ later: 7, soon: 8 });
    expect(await valuesOf("const found = {a: new Float32Array([1, 2]), b: [undefined, NaN, -0, 2n]};")).to.deep.equal({ found: { a: new Float32Array([1, 2]), b: [undefined, NaN, -0, 2n] } });
  });

  it("shows an expression's value, what display was given, and the names of a program", async () => {
    const html = async (source: string): Promise<string> => ((await run(source)) as { readonly html: string }).html;
    expect(await html("1 + 1")).to.equal("<pre>2</pre>");
    expect(await html("display(1), display('two')")).to.equal("<pre>1</pre>\n<pre>two</pre>");
    expect(await html("const x = [1, {y: 2}];")).to.equal("<p><code>x =</code></p><pre>[1, {y: 2}]</pre>");
    expect(await html("[{a: 1, b: 'x'}, {a: 2}]")).to.equal("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>x</td></tr><tr><td>2</td><td></td></tr></tbody></table>");
    expect(await html("html`<b>${'<i>'}</b>${[html`<hr>`, 2]}`")).to.equal("<b>&lt;i&gt;</b><hr>2");
    expect(await html("(function* () { yield 1; yield 2; })()")).to.equal("<pre>2</pre>");
  });

  it("B060: shows odd values as text: NaN, -0, BigInt, symbols, functions, maps, long lists, classes, markup", async () => {
    const shown = async (source: string): Promise<string> => ((await run(source)) as { readonly html: string }).html.replace(/<\/?pre>/g, "");
    expect(await shown("NaN")).to.equal("NaN");
    expect(await shown("-0")).to.equal("-0");
    expect(await shown("2n ** 70n")).to.equal("1180591620717411303424n");
    expect(await shown("Symbol('s')")).to.equal("Symbol(s)");
    expect(await shown("Math.max")).to.equal("ƒ max()");
    expect(await shown("new Map([[1, new Set(['a'])]])")).to.equal('Map(1) {1 → Set(1) {"a"}}'.replaceAll('"', "&quot;"));
    expect(await shown("new Float64Array(1e7)")).to.match(/^Float64Array\(10000000\) \[0, (0, )+… 10000000\]$/);
    expect(await shown("(() => { class Point { x = 1; get y() { throw new Error('called'); } } return new Point(); })()")).to.equal("Point {x: 1}");
    expect(await shown("'<img src=x onerror=alert(1)>'")).to.equal("&lt;img src=x onerror=alert(1)&gt;");
    expect(await shown("(() => { const a = {}; a.a = a; return a; })()")).to.equal("{a: {a: {a: {a: {…}}}}}");
  });

  it("draws with Plot", async () => {
    const outcome = await run("Plot.plot({marks: [Plot.lineY([1, 3, 2]), Plot.dot([[0, 1], [1, 3]], {fill: 'red'})], x: {label: 'step'}})");
    const { html } = outcome as { readonly html: string };
    expect(html).to.match(/^<svg /);
    expect(html).to.include('<path d="M40,');
    expect(html).to.include('fill="red"');
    expect(html).to.include("step");
  });

  it("draws legends and rasters, which paint on a canvas, as pictures that travel in the drawing", async () => {
    const outcome = await run("Plot.plot({color: {legend: true}, marks: [Plot.cell([{a: 1, c: 1}, {a: 2, c: 5}], {x: 'a', fill: 'c'})]})");
    const [, address] = /href="(data:image\/png;base64,[^"]+)"/.exec((outcome as { readonly html: string }).html)!;
    const picture = new Image();
    picture.src = address!;
    await picture.decode();
    expect([picture.naturalWidth, picture.naturalHeight]).to.deep.equal([256, 1]);
  });

  it("tells where an error is in the person's own lines", async () => {
    expect(await errorOf("null.x")).to.deep.equal(["TypeError", "Cannot read properties of null (reading 'x')", 1, 6]);
    expect(await errorOf("\n\nconst a = 1;\nconst b = a.c.d;")).to.deep.equal(["TypeError", "Cannot read properties of undefined (reading 'd')", 4, 15]);
    expect(await errorOf("const f = () => {\n  throw new RangeError('far');\n};\nf();")).to.deep.equal(["RangeError", "far", 2, 9]);
    expect(await errorOf("await Promise.reject('a text')")).to.deep.equal(["Error", "a text", undefined, undefined]);
  });

  it("P13: B053: ends an endless loop when asked, and the page goes on meanwhile", async () => {
    for (const source of ["for (;;) {}", "(async () => { for (;;) await null; })()", "(function f() { setTimeout(f); f.x = new Promise(() => {}); return f.x; })()"]) {
      const job = pageSandbox().job(read(source));
      let frames = 0;
      const clock = setInterval(() => { frames++; }, 20);
      let over: Promise<Outcome> | undefined;
      await new Promise<void>((resolve) => { over = runJob(job, {}, resolve); });
      clearInterval(clock);
      expect(frames, "the page's own clock went on").to.be.above(10);
      expect(job.isRunning).to.equal(true);
      job.stop();
      expect(await over).to.deep.equal({ kind: "ended", why: "stopped" });
      expect(job.isRunning).to.equal(false);
    }
  });

  it("B059: runs the next cell in a realm that the last one did not touch", async () => {
    await run("Array.prototype.map = null, Object.prototype.then = 1, Object.freeze(globalThis), 1");
    expect(await valuesOf("const doubled = [1].map((x) => x * 2);")).to.deep.equal({ doubled: [2] });
    expect(Object.hasOwn(Object.prototype, "then")).to.equal(false);
  });

  it("finds JavaScript's own names, and says so of a name that nobody has", async () => {
    expect(await valuesOf("const copy = structuredClone({a: 1}), kind = typeof globalThis;")).to.deep.equal({ copy: { a: 1 }, kind: "object" });
    expect((await errorOf("nobody + 1")).slice(0, 2)).to.deep.equal(["ReferenceError", "nobody is not defined"]);
  });

  it("takes functions, circles and elements out of what it gives, and says so", async () => {
    const outcome = await run("const a = {f() {}, n: 1, c: null};\na.c = a;\nconst g = () => 1;");
    expect(outcome).to.deep.include({ kind: "done", cut: true, values: { a: { n: 1 }, g: undefined } });
  });
});
