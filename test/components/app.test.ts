import { expect, fixture, html } from "@open-wc/testing";
import type { App } from "../../components/app.js";
import "../../components/app.js";
import { pageLocale } from "../../components/base/locale.js";
import { pageTheme } from "../../components/base/theme.js";
import { chooseLanguage } from "../../components/page-settings.js";
import type { TopBar } from "../../components/top-bar.js";
import type { Toast } from "../../components/toast.js";
import { writeLink } from "../../src/notebook/share/link.js";

const index = [{ name: "one", title: { en: "One", "pt-BR": "Um" }, summary: { en: "A notebook.", "pt-BR": "Um notebook." }, files: { en: "one.en.html", "pt-BR": "one.pt-BR.html" }, minutes: 5 }];
const file = (title: string, text: string): string => `<!doctype html>\n<notebook theme="air">\n  <title>${title}</title>\n  <script id="1" type="text/markdown">\n    ${text}\n  </script>\n</notebook>\n`;
const site: Record<string, string> = {
  "index.json": JSON.stringify(index),
  "one.en.html.txt": file("Number one", "Hello."),
  "one.pt-BR.html.txt": file("Número um", "Olá."),
};

describe("at-app", () => {
  const realFetch = globalThis.fetch;
  let offline = false;

  beforeEach(() => {
    offline = false;
    location.hash = "#/";
    chooseLanguage("en");
    globalThis.fetch = (async (address: string) => {
      const name = String(address).split("/notebooks/")[1] ?? "";
      if (offline) throw new TypeError("Failed to fetch");
      return site[name] === undefined ? new Response("", { status: 404 }) : new Response(site[name]);
    }) as typeof fetch;
  });
  afterEach(() => {
    globalThis.fetch = realFetch;
    localStorage.clear();
    pageTheme.set("system");
    location.hash = "";
  });

  const open = (): Promise<App> => fixture<App>(html`<at-app></at-app>`);
  const inside = <E extends Element>(element: App, selector: string): E | null => element.shadowRoot!.querySelector<E>(selector);
  async function go(element: App, hash: string, selector: string): Promise<void> {
    location.hash = hash;
    await soon(() => inside(element, selector) !== null);
  }
  const title = (element: App): string | undefined => inside<HTMLElement>(element, "at-notebook")?.shadowRoot?.querySelector<TopBar>("at-top-bar")?.name;

  for (const theme of ["light", "dark"] as const) {
    it(`is accessible on the start page and in a notebook, ${theme}`, async () => {
      pageTheme.set(theme);
      const element = await open();
      element.style.colorScheme = theme;
      element.style.background = "var(--at-ground)";
      await soon(() => inside(element, "at-start-page")?.shadowRoot?.querySelector(".card") !== null);
      await expect(element).to.be.accessible();
      await go(element, "#/n/one", "at-notebook");
      await expect(element).to.be.accessible();
    });
  }

  it("goes where the address says, and the page's title and language follow", async () => {
    const element = await open();
    await go(element, "#/n/one", "at-notebook");
    await soon(() => title(element) === "Number one");
    expect([document.title, document.documentElement.lang]).to.deep.equal(["Number one · AtNet Notebook", "en"]);
    await go(element, "#/", "at-start-page");
    expect(document.title).to.equal("AtNet Notebook");
    await go(element, "#/n/none", ".fault [role=alert]");
    expect(inside(element, ".fault")!.textContent).to.include("There is no notebook at this address.");
  });

  it("opens a notebook in the page's language and changes it in place", async () => {
    chooseLanguage("pt-BR");
    const element = await open();
    await go(element, "#/n/one", "at-notebook");
    await soon(() => title(element) === "Número um");
    expect(document.documentElement.lang).to.equal("pt-BR");
    chooseLanguage("en");
    await soon(() => title(element) === "Number one");
    expect(localStorage.getItem("at-language")).to.equal("en");
  });

  it("says what happened when a notebook does not arrive, and stays", async () => {
    const element = await open();
    await soon(() => inside(element, "at-start-page")?.shadowRoot?.querySelector(".card") !== null);
    offline = true;
    await go(element, "#/n/one", ".fault [role=alert]");
    expect(inside(element, ".fault")!.textContent).to.include("The notebook could not be fetched.");
    offline = false;
    await go(element, "#/", "at-start-page");
    await go(element, "#/n/one", "at-notebook");
  });

  it("opens a file that is dropped on the page, and says what was wrong with it", async () => {
    const element = await open();
    const drop = (text: string): void => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], "mine.html", { type: "text/html" }));
      dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, cancelable: true }));
    };
    drop("no notebook at all");
    await soon(() => inside<Toast>(element, "at-toast")!.message !== undefined);
    expect(location.hash).to.equal("#/");
    drop(file("Mine", "My text.").replace("</notebook>", ""));
    await soon(() => title(element) === "Mine");
    expect(location.hash).to.match(/^#\/draft\/[0-9a-f]{8}$/);
    await soon(() => inside(element, "at-notebook")!.shadowRoot!.querySelector(".file-problems li") !== null);
    expect(await element.library.drafts()).to.have.length(1);
    await element.library.deleteDraft((await element.library.drafts())[0]!.key);
  });

  it("opens a notebook that came as a link under a key of its own, twice as two copies", async () => {
    const element = await open();
    const { hash } = await writeLink(file("Passed on", "From a friend."));
    const keys: string[] = [];
    for (let i = 0; i < 2; i++) {
      location.hash = hash!;
      await soon(() => title(element) === "Passed on" && /^#\/draft\/[0-9a-f]{8}$/.test(location.hash));
      keys.push(location.hash);
      await go(element, "#/", "at-start-page");
    }
    expect(keys[0]).to.not.equal(keys[1]);
    for (const { key } of await element.library.drafts()) await element.library.deleteDraft(key);
  });

  it("says what is wrong with a link, in both languages, and opens nothing", async () => {
    const element = await open();
    await go(element, "#nb=cut", ".fault [role=alert]");
    expect(inside(element, ".fault")!.textContent).to.include("this one is cut or changed");
    chooseLanguage("pt-BR");
    await soon(() => inside(element, ".fault")!.textContent!.includes("cortado ou alterado"));
    expect(await element.library.drafts()).to.have.length(0);
  });

  it("makes a new notebook, and brings a deleted one back", async () => {
    const element = await open();
    inside(element, "at-start-page")!.dispatchEvent(new Event("at-new-notebook", { bubbles: true, composed: true }));
    await soon(() => title(element) === "New notebook");
    await go(element, "#/", "at-start-page");
    const key = (await element.library.drafts())[0]!.key;
    inside(element, "at-start-page")!.dispatchEvent(new CustomEvent("at-draft-delete", { detail: { key }, bubbles: true, composed: true }));
    await soon(() => inside<Toast>(element, "at-toast")!.message !== undefined);
    expect(await element.library.drafts()).to.have.length(0);
    inside<Toast>(element, "at-toast")!.message!.action!.run();
    await soon(() => (inside(element, "at-start-page") as HTMLElement & { readonly drafts: readonly unknown[] }).drafts.length === 1);
    await element.library.deleteDraft(key);
  });

  it("remembers the theme", async () => {
    pageTheme.set("dark");
    expect([document.documentElement.dataset["theme"], localStorage.getItem("at-theme")]).to.deep.equal(["dark", "dark"]);
    pageTheme.set("system");
    expect([document.documentElement.dataset["theme"], localStorage.getItem("at-theme")]).to.deep.equal([undefined, null]);
  });

  it("stays when storage is refused", async () => {
    const { getItem } = Storage.prototype;
    Storage.prototype.getItem = () => { throw new DOMException("refused", "SecurityError"); };
    try {
      expect((await open()).shadowRoot!.querySelector("at-start-page")).to.not.equal(null);
    } finally {
      Storage.prototype.getItem = getItem;
    }
    expect(pageLocale.current).to.equal("en");
  });
});

async function soon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 600 && !isSo(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}
