import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import { pageLocale } from "../../components/base/locale.js";
import { readRoute, hashOf } from "../../components/controllers/routes.js";
import { readShelf } from "../../components/controllers/shelf.js";
import type { DraftCard, StartPage } from "../../components/start-page.js";
import "../../components/start-page.js";

const entry = { name: "first", title: { en: "First", "pt-BR": "Primeiro" }, summary: { en: "Sums it up.", "pt-BR": "Resume." }, files: { en: "first.en.html", "pt-BR": "first.pt-BR.html" }, minutes: 5 };
const drafts: readonly DraftCard[] = [{ key: "k1", title: "My own", href: "#/draft/k1", savedAt: Date.UTC(2026, 0, 2, 12) }];
const page = (): Promise<StartPage> => fixture<StartPage>(html`<at-start-page .shelf=${readShelf([entry, { ...entry, name: "second" }]).notebooks} .drafts=${drafts}></at-start-page>`);

describe("at-start-page", () => {
  beforeEach(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}`, async () => {
      const element = await page();
      element.style.colorScheme = scheme;
      element.style.background = "var(--at-ground)";
      await expect(element).to.be.accessible();
    });
  }

  it("is worked with the keyboard: notebooks, drafts, opening a file", async () => {
    const element = await page();
    const root = element.shadowRoot!;
    root.querySelector<HTMLElement>(".card a")!.focus();
    await sendKeys({ press: "Tab" });
    expect((root.activeElement as HTMLAnchorElement).getAttribute("href")).to.equal("#/n/second");
    await sendKeys({ press: "Tab" });
    expect((root.activeElement as HTMLAnchorElement).getAttribute("href")).to.equal("#/draft/k1");
    await sendKeys({ press: "Tab" });
    setTimeout(() => void sendKeys({ press: "Enter" }));
    const { detail } = await oneEvent(element, "at-draft-delete") as CustomEvent<{ readonly key: string }>;
    expect(detail.key).to.equal("k1");
    await sendKeys({ press: "Tab" });
    setTimeout(() => void sendKeys({ press: "Enter" }));
    await oneEvent(element, "at-open-file");
  });

  it("speaks the language of the page", async () => {
    const element = await page();
    expect(element.shadowRoot!.querySelector(".card")!.textContent).to.include("5 minutes");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector(".card")!.textContent).to.include("Primeiro").and.include("5 minutos");
  });

  it("fits 320 pixels", async () => {
    const element = await page();
    element.style.display = "block";
    element.style.width = "320px";
    await element.updateComplete;
    expect(element.scrollWidth).to.be.at.most(320);
  });
});

describe("readShelf", () => {
  it("keeps the entries that are whole and reports every other", () => {
    const { notebooks, problems } = readShelf([entry, { ...entry, name: "../x" }, { ...entry, name: "b", title: { en: "only one language" } }, { ...entry, name: "c", files: { en: "../../secret.html", "pt-BR": "a.html" } }, 7, { ...entry, name: "d", minutes: -1 }, entry]);
    expect(notebooks.map(({ name, minutes }) => [name, minutes])).to.deep.equal([["first", 5], ["d", 0]]);
    expect(problems.map(({ path }) => path)).to.deep.equal(["index.json[1]", "index.json[2]", "index.json[3]", "index.json[4]", "index.json[6]"]);
  });

  it("says so when it is no list", () => {
    expect(readShelf("x").problems.map(({ message }) => message.en)).to.deep.equal(["index.json: expected a list of notebooks, received \"x\"."]);
  });
});

describe("routes", () => {
  it("go to an address and back", () => {
    for (const route of [{ page: "start" }, { page: "shipped", name: "first" }, { page: "draft", key: "a b/ç" }] as const) expect(readRoute(hashOf(route))).to.deep.equal(route);
  });
  it("know no other place", () => {
    for (const hash of ["#x", "#/n/", "#/x/y", "#/n/%E0%A4%A", `#/draft/${"a".repeat(201)}`]) expect(readRoute(hash), hash).to.equal(undefined);
    expect(readRoute("")).to.deep.equal({ page: "start" });
  });
});
