import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { pageLocale } from "../../components/base/locale.js";
import type { ShareSheet } from "../../components/share-sheet.js";
import "../../components/share-sheet.js";
import { readLink } from "../../src/notebook/share/link.js";
import { noise } from "../fixtures/noise.js";
import sample from "../fixtures/notebook-sample.html";

const opened = async (text: string): Promise<ShareSheet> => {
  const element = await fixture<ShareSheet>(html`<at-share-sheet></at-share-sheet>`);
  await element.open(text);
  return element;
};
const query = <E extends Element = HTMLElement>(element: ShareSheet, selector: string): E => element.shadowRoot!.querySelector<E>(selector)!;

describe("at-share-sheet", () => {
  afterEach(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}, with a link and with a notebook too long for one`, async () => {
      for (const text of [sample, noise(40_000)]) {
        const element = await opened(text);
        element.style.colorScheme = scheme;
        await expect(element).to.be.accessible();
        element.close();
      }
    });
  }

  it("gives a link on this page that holds the notebook, and says that nothing is uploaded", async () => {
    const element = await opened(sample);
    const link = query<HTMLTextAreaElement>(element, "textarea").value;
    expect(link.startsWith(location.href.replace(/#.*$/s, ""))).to.equal(true);
    expect((await readLink(new URL(link).hash)).text).to.equal(sample);
    expect(query(element, ".sheet").textContent).to.include("nothing is uploaded");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(query(element, "h2").textContent).to.equal("Compartilhar como link");
  });

  it("selects the link when the browser does not let the page copy", async () => {
    const element = await opened(sample);
    const { clipboard } = navigator;
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: () => Promise.reject(new DOMException("", "NotAllowedError")) } });
    try {
      query<HTMLButtonElement>(element, ".foot button").click();
      for (let i = 0; i < 100 && query(element, "[role=status]").textContent!.trim() === ""; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
      expect(query(element, "[role=status]").textContent).to.include("press Ctrl C");
      const area = query<HTMLTextAreaElement>(element, "textarea");
      expect(area.selectionEnd - area.selectionStart).to.equal(area.value.length);
    } finally {
      Object.defineProperty(navigator, "clipboard", { configurable: true, value: clipboard });
    }
  });

  it("offers the file when the notebook does not fit a link", async () => {
    const element = await opened(noise(40_000));
    expect(query(element, "[role=alert]").textContent).to.include("Save the notebook to a file");
    setTimeout(() => query<HTMLButtonElement>(element, "button.primary").click());
    await oneEvent(element, "at-save");
    expect(query<HTMLDialogElement>(element, "dialog").open).to.equal(false);
  });
});
