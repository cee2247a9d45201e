import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/cells/pool-winners.js";
import type { AtPoolWinners } from "../../components/cells/pool-winners.js";
import { useEngine } from "../../components/base/engine.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Run } from "../../src/training/run.js";
import { fakeRun, smallValues } from "../figures/fake-run.js";
import { environment, FakeEngine, inspection } from "./fake-engine.js";

/** Three words and five filters: two won at “bad”, one at “phone”, one by padding, one silent. */
const won = inspection("very bad phone", { poolWinners: [1, 1, 2, -1, 0], receptiveFields: [[0, 1], [0, 2], [1, 2]], activations: { pooling: { shape: [5], data: Float32Array.of(0.5, 0.25, 1, 2, 0) } } });
const make = async (run: Run | undefined = fakeRun(1, { environment, live: won }), params: Readonly<Record<string, unknown>> = {}): Promise<AtPoolWinners> =>
  fixture<AtPoolWinners>(html`<at-pool-winners .params=${params} .inputs=${{ run }}></at-pool-winners>`);
const detail = (cell: AtPoolWinners): string => cell.shadowRoot!.querySelector(".detail")!.textContent!;
const buttons = (cell: AtPoolWinners, of: "words" | "filters"): readonly HTMLElement[] => [...cell.shadowRoot!.querySelectorAll<HTMLElement>(`.${of} button`)];

describe("<at-pool-winners>", () => {
  beforeEach(() => { pageLocale.set("en"); useEngine(new FakeEngine()); });
  afterEach(() => pageLocale.set("en"));

  it("is accessible empty, and with winners in light and dark", async () => {
    await expect(await make(undefined)).to.be.accessible();
    const cell = await make();
    for (const scheme of ["light", "dark"]) {
      document.documentElement.style.colorScheme = scheme;
      document.documentElement.style.background = "var(--at-ground)";
      await expect(cell).to.be.accessible();
    }
    document.documentElement.style.colorScheme = document.documentElement.style.background = "";
  });
  it("goes over the words and over the filters with the arrow keys, one stop of Tab each", async () => {
    const cell = await make();
    for (const of of ["words", "filters"] as const) expect(buttons(cell, of).filter(({ tabIndex }) => tabIndex === 0).length).to.equal(1);
    buttons(cell, "words")[1]!.focus();
    await sendKeys({ press: "ArrowRight" });
    await cell.updateComplete;
    expect(detail(cell)).to.equal("The position at “phone”, which sees “bad phone”, won 1 filter of 5: 3.");
    buttons(cell, "filters")[2]!.focus();
    await sendKeys({ press: "End" });
    await cell.updateComplete;
    expect(detail(cell)).to.equal("Filter 5 is silent: its pattern is nowhere in this text.");
    await sendKeys({ press: "ArrowLeft" });
    await cell.updateComplete;
    expect(detail(cell)).to.equal("Filter 4 was won by padding, with 2: it heard the end of the text.");
  });
  it("counts what each word won, the silent filter not among it, and begins at the word that won most", async () => {
    const cell = await make();
    expect(buttons(cell, "words").map((word) => word.textContent!.replace(/\s+/g, " ").trim())).to.deep.equal(["very 0", "bad 2", "phone 1"]);
    expect(detail(cell)).to.equal("The position at “bad”, which sees “very bad phone”, won 2 filters of 5: 1, 2.");
    expect(buttons(cell, "filters").map((filter) => filter.getAttribute("aria-label"))).to.deep.equal(["Filter 1: bad", "Filter 2: bad", "Filter 3: phone", "Filter 4: padding", "Filter 5: silent"]);
  });
  it("shows the window of a filter's winner, in Portuguese too", async () => {
    const cell = await make();
    buttons(cell, "filters")[2]!.click();
    pageLocale.set("pt-BR");
    await cell.updateComplete;
    expect(detail(cell)).to.equal("O filtro 3 foi vencido, com 1, pela posição que vê “bad phone”.");
    expect(buttons(cell, "words").map((word) => word.classList.contains("seen"))).to.deep.equal([false, true, true]);
  });
  it("says that a sum has no winner", async () => {
    const cell = await make(fakeRun(1, { environment, live: inspection("a b"), values: { ...smallValues, pooling: "sum" } }));
    expect(cell.shadowRoot!.querySelector(".note")!.textContent).to.match(/^This network has no maximum to win/);
  });
  it("reads the reader's own sentence", async () => {
    const engine = new FakeEngine();
    useEngine(engine);
    const cell = await make();
    cell.shadowRoot!.querySelector<HTMLInputElement>("input")!.focus();
    await sendKeys({ type: "bad bad" });
    await sendKeys({ press: "Enter" });
    expect(cell.params).to.deep.equal({ text: "bad bad" });
    while (engine.all("inspect").length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    await engine.last("inspect").resolve(inspection("bad bad", { poolWinners: [1], activations: { pooling: { shape: [1], data: Float32Array.of(1) } } }));
    await cell.updateComplete;
    expect(buttons(cell, "words").length).to.equal(2);
  });
  it("fits a phone and describes itself", async () => {
    const cell = await make();
    cell.style.width = "320px";
    await cell.updateComplete;
    expect(cell.scrollWidth).to.be.at.most(320);
    expect((await cell.snapshot()).alt).to.equal("very bad phone. The position at “bad”, which sees “very bad phone”, won 2 filters of 5: 1, 2.");
  });
});
