import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import { isRun, latestRun } from "../../components/controllers/latest-run.js";
import type { Menu } from "../../components/menu.js";
import type { TopBar } from "../../components/top-bar.js";
import "../../components/top-bar.js";
import type { Run } from "../../src/training/run.js";

const trained = {
  id: "r3", number: 3, state: "done", steps: [], epochs: [], stepsPerEpoch: 25, examplesPerSecond: 1912, settings: { epochs: 10, seed: 1 },
  environment: { seed: 1, backend: "wasm", threads: 1, simd: true, precision: "equal", algorithms: [], tfjs: "4.22.0", app: "0.1.0", dataHash: "abc", parameterCount: 41750 },
} as unknown as Run;
const bar = (changes: Partial<TopBar> = {}): Promise<TopBar> => fixture<TopBar>(html`<at-top-bar
  .name=${changes.name ?? "A notebook"} .saved=${changes.saved ?? { state: "original" }} .undoes=${changes.undoes} .redoes=${changes.redoes} .canReset=${changes.canReset ?? false} .run=${changes.run}></at-top-bar>`);
const query = <E extends Element = HTMLElement>(element: TopBar, selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;

describe("at-top-bar", () => {
  beforeEach(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}, also with a failure and a run`, async () => {
      const element = await bar({ saved: { state: "failed", why: { en: "the disk is full", "pt-BR": "o disco está cheio" } }, run: trained, undoes: { en: "a change", "pt-BR": "uma mudança" } });
      element.style.colorScheme = scheme;
      element.style.background = "var(--at-ground)";
      await expect(element).to.be.accessible();
    });
  }

  it("opens its menu, moves in it and chooses with the keyboard", async () => {
    const element = await bar();
    query<Menu>(element, "at-menu").focus();
    await sendKeys({ press: "ArrowDown" });
    const menu = query<Menu>(element, "at-menu");
    await menu.updateComplete;
    const active = (): string | undefined => menu.shadowRoot!.activeElement?.querySelector(".words")?.textContent ?? undefined;
    await expectSoon(() => active() === "Save to a file");
    await sendKeys({ press: "ArrowDown" });
    expect(active()).to.equal("Export…");
    await sendKeys({ press: "ArrowDown" });
    expect(active()).to.equal("Share as a link…");
    await sendKeys({ press: "End" });
    expect(active()).to.equal("All notebooks");
    await sendKeys({ press: "o" });
    expect(active()).to.equal("Open a file…");
    setTimeout(() => void sendKeys({ press: "Enter" }));
    const { detail } = await oneEvent(element, "at-notebook-action") as CustomEvent<string>;
    expect(detail).to.equal("open");
  });

  it("closes its menu with Escape and gives the focus back", async () => {
    const element = await bar();
    const menu = query<Menu>(element, "at-menu");
    await menu.open();
    await sendKeys({ press: "Escape" });
    await expectSoon(() => !menu.isOpen);
    expect(menu.shadowRoot!.activeElement?.className).to.equal("trigger");
  });

  it("commits a title on Enter, gives it back on Escape, and never an empty one", async () => {
    const element = await bar();
    const input = query<HTMLInputElement>(element, ".title");
    const titles: string[] = [];
    element.addEventListener("at-title", ({ detail }) => titles.push(detail.title));
    for (const [text, key] of [["  Another   name ", "Enter"], ["no", "Escape"], ["   ", "Enter"]] as const) {
      input.focus();
      input.select();
      await sendKeys({ type: text });
      await sendKeys({ press: key });
    }
    expect(titles).to.deep.equal(["Another name"]);
    expect(input.value).to.equal("A notebook");
  });

  it("says where the changes are, in words", async () => {
    const at = new Date(2026, 0, 2, 14, 2).getTime();
    const words = async (saved: TopBar["saved"]): Promise<string> => query(await bar({ saved }), ".saved").textContent!.trim();
    expect(await words({ state: "saving" })).to.equal("Saving…");
    expect(await words({ state: "saved", at })).to.equal("Saved 14:02");
    expect(await words({ state: "saved", at, file: "a.html" })).to.equal("Saved to a.html 14:02");
    expect(await words({ state: "failed", why: { en: "the disk is full", "pt-BR": "" } })).to.equal("Not saved: the disk is full");
    pageLocale.set("pt-BR");
    expect(await words({ state: "saved", at })).to.equal("Salvo às 14:02");
  });

  it("says what Undo would take back, and is off when there is nothing", async () => {
    const element = await bar({ undoes: { en: "the change of filters", "pt-BR": "a mudança de filtros" } });
    const [undo, redo] = [...element.shadowRoot!.querySelectorAll<HTMLButtonElement>(".tools > button")] as [HTMLButtonElement, HTMLButtonElement];
    expect([undo.ariaLabel, undo.disabled, redo.ariaLabel, redo.disabled]).to.deep.equal(["Undo: the change of filters", false, "Redo", true]);
  });

  it("shows what the latest run ran on", async () => {
    const element = await bar({ run: trained });
    expect(query(element, ".badge").textContent!.replace(/\s+/g, " ").trim()).to.equal("WebAssembly · 1 thread · 1,900 examples/s");
    expect(query(element, ".badge").ariaHasPopup).to.equal("dialog");
    expect(query(element, "at-engine-panel").shadowRoot, "its code comes when it is asked for").to.equal(null);
  });
});

describe("latestRun", () => {
  it("prefers the run that works now, then the newest number", () => {
    const older = { ...trained, number: 2 };
    expect(latestRun([older, { any: "thing" }, undefined, trained])).to.equal(trained);
    const working = { ...older, state: "running" as const };
    expect(latestRun([trained, working])).to.equal(working);
    expect(latestRun([{ ...trained, environment: undefined }])).to.equal(undefined);
  });
  it("takes only runs for runs", () => {
    for (const value of [null, undefined, 1, "run", {}, { id: "1", state: "done" }]) expect(isRun(value)).to.equal(false);
    expect(isRun(trained)).to.equal(true);
  });
});

/** Waits for animation frames until something is so; fails after 200 of them. */
async function expectSoon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isSo(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}
