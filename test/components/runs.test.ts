import { expect, fixture, html } from "@open-wc/testing";
import { deleteDB, openDB, unwrap } from "idb";
import type { ReactiveControllerHost } from "lit";
import { RunHistoryController } from "../../components/controllers/run-history.js";
import { pageLocale } from "../../components/base/locale.js";
import type { AtRuns } from "../../components/cells/runs.js";
import "../../components/cells/runs.js";
import type { HistoryList } from "../../components/history/list.js";
import "../../components/history/panel.js";
import type { HistoryPanel } from "../../components/history/panel.js";
import type { HistoryAsk, RunHistoryView } from "../../components/history/view.js";
import type { HistoryRecord } from "../../src/training/history/history-record.js";
import { RunHistory, runHistory } from "../../src/training/history/run-history.js";
import { databaseName, runsVersion } from "../../src/training/run-database.js";
import { historyRecord } from "../training/history/make-history.js";
import { frame } from "./fake-engine.js";

let notebook = "";
const own = (id: string, of: Partial<HistoryRecord> = {}): HistoryRecord => historyRecord(`${notebook} ${id}`, { notebook, ...of });
const soon = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 300 && !(await isSo()); i++) await frame();
  expect(await isSo()).to.equal(true);
};
const viewOf = (cell: AtRuns): RunHistoryView => cell.shadowRoot!.querySelector("at-run-history")!;
const listOf = (cell: AtRuns): HistoryList => viewOf(cell).shadowRoot!.querySelector("at-history-list")!;
const lines = (cell: AtRuns): readonly HTMLElement[] => [...listOf(cell).shadowRoot!.querySelectorAll<HTMLElement>(".line")];
const names = (cell: AtRuns): readonly string[] => lines(cell).map((line) => line.querySelector(".name")!.textContent!);
const inView = (cell: AtRuns, selector: string): HTMLElement => viewOf(cell).shadowRoot!.querySelector<HTMLElement>(selector)!;
const says = (cell: AtRuns): string => viewOf(cell).shadowRoot!.textContent!.replace(/\s+/g, " ");
async function open(params: Record<string, unknown> = {}, { count = 1, place = true, width = 1000 } = {}): Promise<AtRuns> {
  const cell = await fixture<AtRuns>(html`<at-runs .params=${params}></at-runs>`, { parentNode: Object.assign(document.createElement("div"), { style: `inline-size: ${width}px` }) });
  if (place) cell.place = { notebook, cell: 9 };
  if (count > 0) await soon(() => viewOf(cell).shadowRoot!.querySelector("at-history-list")?.shadowRoot?.querySelector(".line") instanceof HTMLElement && lines(cell).length >= Math.min(count, 5));
  return cell;
}
/** Ten thousand runs put into the store at once, as years of use would. */
async function putMany(count: number): Promise<void> {
  const database = await openDB(databaseName);
  const transaction = database.transaction("history", "readwrite");
  const store = unwrap(transaction.store) as IDBObjectStore;
  for (let i = 0; i < count; i++) store.put(own(`many ${i}`, { startedAt: i, number: i + 1 }));
  await transaction.done;
  database.close();
}

describe("at-runs", () => {
  beforeEach(() => {
    pageLocale.set("en");
    notebook = `test ${Math.random()}`;
  });
  afterEach(async () => {
    pageLocale.set("en");
    await runHistory.count();
    const database = await openDB(databaseName);
    await database.clear("history");
    database.close();
  });

  for (const locale of ["en", "pt-BR"] as const) {
    for (const width of [1000, 320]) {
      it(`is accessible at ${width} px in ${locale}, with runs, a chart and the details of one`, async () => {
        await runHistory.keep(own("a", { note: "my best" }));
        await runHistory.keep(own("b", { startedAt: 2000, number: 2, parent: "a", changes: [{ name: "dropoutRate", from: 0, to: 0.3 }] }));
        pageLocale.set(locale);
        const cell = await open({}, { count: 2, width });
        lines(cell)[0]!.querySelector<HTMLElement>("[data-control=draw]")!.click();
        lines(cell)[0]!.querySelector<HTMLElement>("[data-control=open]")!.click();
        await soon(() => inView(cell, "at-figure") !== null && inView(cell, ".detail") !== null);
        await expect(cell).to.be.accessible();
        expect(viewOf(cell).scrollWidth).to.be.at.most(width);
        expect(lines(cell)[0]!.textContent).to.contain(locale === "en" ? "+ Dropout rate 0.3" : "+ Taxa de dropout 0,3");
      });
    }
  }

  it("is walked with the keyboard: arrows from line to line and from control to control, also to lines that are not in the page yet", async () => {
    await putMany(500);
    const cell = await open({}, { count: 5 });
    await soon(() => listOf(cell).rows.length === 500);
    const at = (): string => { const { activeElement } = listOf(cell).shadowRoot!; return `${activeElement?.closest<HTMLElement>(".line")?.dataset["line"]} ${(activeElement as HTMLElement | null)?.dataset["control"]}`; };
    const press = async (key: string): Promise<string> => {
      listOf(cell).shadowRoot!.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
      await listOf(cell).updateComplete;
      await frame();
      return at();
    };
    expect([...listOf(cell).shadowRoot!.querySelectorAll(".line [data-control]")].filter((one) => (one as HTMLElement).tabIndex === 0).length, "one line is in the way of Tab").to.equal(3);
    lines(cell)[0]!.querySelector<HTMLElement>("[data-control=draw]")!.focus();
    expect(await press("ArrowRight")).to.equal("0 star");
    expect(await press("ArrowDown")).to.equal("1 star");
    expect(await press("End")).to.equal("499 star");
    expect(await press("ArrowUp")).to.equal("498 star");
    expect(await press("Home")).to.equal("0 star");
    const first = lines(cell)[0]!;
    first.querySelector<HTMLElement>("[data-control=open]")!.click();
    await soon(() => viewOf(cell).shadowRoot!.activeElement?.id === "detail");
  });

  it("holds fewer than 200 elements of lines in the page for ten thousand runs, wherever it is scrolled to", async () => {
    await putMany(10_000);
    const cell = await open({}, { count: 5 });
    await soon(() => listOf(cell).rows.length === 10_000);
    const scroller = listOf(cell).shadowRoot!.querySelector<HTMLElement>(".scroll")!;
    for (const share of [0, 0.5, 1]) {
      scroller.scrollTop = share * scroller.scrollHeight;
      scroller.dispatchEvent(new Event("scroll"));
      await listOf(cell).updateComplete;
      expect(lines(cell).length).to.be.within(5, 30);
      const wanted = 9999 - Math.round(share * 9999);
      expect(lines(cell).some((line) => Math.abs(9999 - Number(line.dataset["line"]) - wanted) < 15), `at ${share}`).to.equal(true);
    }
    expect(scroller.getAttribute("aria-rowcount")).to.equal("10001");
    expect(says(cell)).to.contain("10,000 runs").and.to.contain("The history is full");
  }).timeout(60_000);

  it("sorts by the best epoch, by the last on request, with those without a number behind", async () => {
    const point = (epoch: number, validationAccuracy: number) => ({ epoch, trainingLoss: 0.5, trainingAccuracy: 0.5, validationLoss: 1 - validationAccuracy, validationAccuracy });
    await runHistory.keep(own("a", { number: 1, startedAt: 1, best: point(1, 0.9), last: point(2, 0.6) }));
    await runHistory.keep(own("b", { number: 2, startedAt: 2, best: point(1, 0.8), last: point(2, 0.7) }));
    await runHistory.keep(own("c", { number: 3, startedAt: 3, best: undefined, last: undefined }));
    const cell = await open({ sort: "accuracy" }, { count: 3 });
    expect(names(cell)).to.deep.equal(["Run 1", "Run 2", "Run 3"]);
    inView(cell, "select.epoch").dispatchEvent(Object.assign(new Event("change")));
    cell.params = { sort: "accuracy", epoch: "last" };
    await soon(() => names(cell)[0] === "Run 2");
    expect(lines(cell)[0]!.querySelector(".best")!.textContent).to.contain("70%");
  });

  it("writes how it is looked at into its settings, as one change", async () => {
    await runHistory.keep(own("a"));
    const cell = await open();
    let inputs = 0;
    cell.addEventListener("input", () => { inputs++; });
    const select = inView(cell, "select.sort") as HTMLSelectElement;
    select.value = "seconds";
    select.dispatchEvent(new Event("change", { bubbles: true }));
    expect([cell.params, inputs]).to.deep.equal([{ sort: "seconds" }, 1]);
  });

  it("finds runs by what changed, by a note and by their seed", async () => {
    await runHistory.keep(own("a", { number: 1, startedAt: 1, note: "for the talk" }));
    await runHistory.keep(own("b", { number: 2, startedAt: 2, parent: "a", changes: [{ name: "dropoutRate", from: 0, to: 0.3 }] }));
    const cell = await open({}, { count: 2 });
    const search = async (text: string, found: readonly string[]): Promise<void> => {
      const field = inView(cell, "input[type=search]") as HTMLInputElement;
      field.value = text;
      field.dispatchEvent(new Event("input"));
      await soon(() => (viewOf(cell).shadowRoot!.querySelector("at-history-list") === null ? "" : names(cell).join()) === found.join());
    };
    await search("DROPOUT 0.3", ["Run 2"]);
    await search("talk", ["Run 1"]);
    await search("no such words", []);
    expect(says(cell)).to.contain("No run fits this search");
  });

  it("puts runs that differ in their seed alone into one line: mean ± standard deviation", async () => {
    const accuracies = [0.8, 0.9, 0.7];
    for (const [i, validationAccuracy] of accuracies.entries()) {
      const run = own(`seed ${i}`, { startedAt: i, number: i + 1, group: `${notebook} same` });
      await runHistory.keep({ ...run, settings: { ...run.settings, seed: i + 1 }, best: { ...run.best!, validationAccuracy } });
    }
    await runHistory.keep(own("other", { startedAt: 9, number: 4, group: `${notebook} other` }));
    const cell = await open({ groupSeeds: true }, { count: 2 });
    expect(lines(cell).length).to.equal(2);
    // By hand: mean 0.8, deviation √((0² + 0.1² + 0.1²) / 2) = 0.1.
    expect(lines(cell)[1]!.querySelector(".best b")!.textContent).to.equal("80% ± 10.0");
    expect(lines(cell)[1]!.querySelector(".seed")!.textContent).to.contain("3 runs").and.to.contain("3, 2, 1");
  });

  it("draws the chosen runs in one chart, with the table of the figure", async () => {
    await runHistory.keep(own("a", { number: 1, startedAt: 1 }));
    await runHistory.keep(own("b", { number: 2, startedAt: 2 }));
    const cell = await open({}, { count: 2 });
    for (const line of lines(cell)) line.querySelector<HTMLElement>("[data-control=draw]")!.click();
    await soon(() => inView(cell, "at-figure") !== null);
    const { table } = viewOf(cell).shadowRoot!.querySelector("at-figure")!.content!;
    await soon(() => viewOf(cell).shadowRoot!.querySelector("at-figure")!.content!.table.rows.length === 4);
    expect(table.columns[0]!.name).to.equal("run");
    expect(lines(cell).every((line) => line.getAttribute("aria-selected") === "true")).to.equal(true);
    inView(cell, ".clear").click();
    await soon(() => inView(cell, "at-figure") === null);
  });

  it("keeps a note and a star over a reload", async () => {
    await runHistory.keep(own("a"));
    const first = await open();
    lines(first)[0]!.querySelector<HTMLElement>("[data-control=star]")!.click();
    lines(first)[0]!.querySelector<HTMLElement>("[data-control=open]")!.click();
    await soon(() => inView(first, "textarea") !== null);
    Object.assign(inView(first, "textarea"), { value: " the one for the talk " }).dispatchEvent(new Event("change"));
    const kept = async (): Promise<HistoryRecord | undefined> => { for await (const { records } of runHistory.read()) return records[0]; return undefined; };
    await soon(async () => (await kept())?.note === "the one for the talk" && (await kept())?.isStarred === true);
    first.remove();
    const again = await open();
    expect([lines(again)[0]!.querySelector(".note-text")!.textContent, lines(again)[0]!.querySelector("[data-control=star]")!.getAttribute("aria-pressed")]).to.deep.equal(["the one for the talk", "true"]);
  });

  it("deletes a run and brings it back, the keyboard on Undo", async () => {
    await runHistory.keep(own("a", { number: 1, startedAt: 1 }));
    await runHistory.keep(own("b", { number: 2, startedAt: 2 }));
    const cell = await open({}, { count: 2 });
    lines(cell)[0]!.querySelector<HTMLElement>("[data-control=open]")!.click();
    await soon(() => inView(cell, ".delete") !== null);
    inView(cell, ".delete").click();
    await soon(() => names(cell).join() === "Run 1");
    await soon(() => viewOf(cell).shadowRoot!.activeElement?.className === "undo");
    expect(says(cell)).to.contain("1 run deleted.");
    inView(cell, ".undo").click();
    await soon(() => names(cell).join() === "Run 2,Run 1");
  });

  it("does not delete a run that trains, and says why", async () => {
    const run = own("a", { state: "running" });
    await runHistory.keep(run);
    await navigator.locks.request(`atnet-notebook-run-${run.id}`, async () => {
      const cell = await open();
      lines(cell)[0]!.querySelector<HTMLElement>("[data-control=open]")!.click();
      await soon(() => inView(cell, ".delete")?.getAttribute("aria-disabled") === "true");
      expect(says(cell)).to.contain("It is training: stop it before you delete it.");
      inView(cell, ".delete").click();
      await frame();
      expect(names(cell)).to.deep.equal(["Run 1"]);
    });
  });

  it("hears of a run that is kept while it is open", async () => {
    const cell = await open({}, { count: 0 });
    await soon(() => says(cell).includes("No run yet."));
    await runHistory.keep(own("a"));
    await soon(() => viewOf(cell).shadowRoot!.querySelector("at-history-list") !== null && names(cell).length === 1);
  });

  it("lists the runs of all notebooks when asked, and without a notebook around it", async () => {
    await runHistory.keep(own("a", { number: 1, startedAt: 1 }));
    await runHistory.keep(own("b", { number: 2, startedAt: 2, notebook: "another" }));
    const cell = await open({}, { count: 1 });
    expect(names(cell)).to.deep.equal(["Run 1"]);
    cell.params = { scope: "all" };
    await soon(() => names(cell).length === 2);
    expect((await open({}, { count: 2, place: false })).isConnected).to.equal(true);
  });

  it("says how many records it cannot show, why, and that nothing is lost", async () => {
    await runHistory.keep(own("good"));
    const database = await openDB(databaseName);
    await database.put("history", { ...own("newer", { startedAt: 2 }), format: 99 });
    await database.put("history", { id: `${notebook} broken`, startedAt: 3 });
    database.close();
    try {
      const cell = await open();
      expect(names(cell)).to.deep.equal(["Run 1"]);
      expect(says(cell)).to.contain("1 run was noted by a newer version of this page: reload to see it. 1 record is damaged and cannot be shown. Nothing was deleted.");
      pageLocale.set("pt-BR");
      await soon(() => says(cell).includes("1 execução foi anotada por uma versão mais nova desta página: recarregue para ver. 1 registro está danificado e não pode ser mostrado. Nada foi apagado."));
    } finally { pageLocale.set("en"); }
  });

  for (const locale of ["en", "pt-BR"] as const) {
    it(`is a dialog too, over every notebook, accessible and closed when a cell is asked for, ${locale}`, async () => {
      await runHistory.keep(own("a"));
      await runHistory.keep(own("b", { startedAt: 2000, notebook: "another" }));
      pageLocale.set(locale);
      const asked: HistoryAsk[] = [];
      const panel = await fixture<HistoryPanel>(html`<at-history-panel></at-history-panel>`);
      await panel.open({ notebook, open: (ask) => asked.push(ask) });
      const view = panel.shadowRoot!.querySelector("at-run-history")!;
      await soon(() => view.shadowRoot!.querySelector("at-history-list")?.rows.length === 2);
      await expect(panel).to.be.accessible();
      view.shadowRoot!.querySelector<HTMLElement>(".open-best")!.click();
      expect([asked.map((ask) => ask.do), panel.isOpen]).to.deep.equal([["open-settings"], false]);
    });
  }

  it("says that a newer page wrote the whole history, and leaves it as it is", async () => {
    const name = "atnet-notebook-test-newer-history";
    const newer = await openDB(name, runsVersion + 1, { upgrade: (database) => { database.createObjectStore("of another time"); } });
    newer.close();
    const host: ReactiveControllerHost = { addController() {}, removeController() {}, requestUpdate() {}, updateComplete: Promise.resolve(true) };
    const controller = new RunHistoryController(host, new RunHistory(name));
    controller.hostConnected();
    await soon(() => controller.state === "failed");
    expect(controller.problem!.en).to.equal("This history was written by a newer version of this page, so this version does not open it. Nothing is lost: reload the page to get the newer version.");
    const still = await openDB(name);
    expect([still.version, [...still.objectStoreNames]]).to.deep.equal([runsVersion + 1, ["of another time"]]);
    still.close();
    await deleteDB(name);
  });

  it("asks for a cell with a run's settings, and to put them into the hyperparameters cell that it reads", async () => {
    const run = own("a");
    await runHistory.keep({ ...run, settings: { ...run.settings, architecture: "cnn", hyperparameters: { filters: 7, learningRate: 0.003 } } });
    const cell = await open();
    cell.inputs = { hp: {} };
    const asked: unknown[] = [];
    cell.addEventListener("at-cell-action", (event) => asked.push(event.detail));
    lines(cell)[0]!.querySelector<HTMLElement>("[data-control=open]")!.click();
    await soon(() => inView(cell, ".use") !== null);
    inView(cell, ".open-cell").click();
    inView(cell, ".use").click();
    inView(cell, ".open-best").click();
    const params = { architecture: "cnn", filters: 7, learningRate: 0.003 };
    expect(asked).to.deep.equal([{ do: "open-settings", params }, { do: "replace-settings", params }, { do: "open-settings", params }]);
  });
});
