import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { sendKeys } from "@web/test-runner-commands";
import "../../components/figure.js";
import type { AtFigure } from "../../components/figure.js";
import { pageLocale } from "../../components/base/locale.js";
import { lossCurves } from "../../src/plots/loss-curves.js";
import type { FigureContent } from "../../src/plots/figure-content.js";

const content = lossCurves.make(lossCurves.example, "en");
const plain = (value: string): FigureContent => ({
  ...content, caption: value, table: { columns: [{ name: "epoch", label: "Epoch", numeric: true }, { name: "word", label: "Word", numeric: false }], rows: [[1, "=a"], [2, null], [1234.5, "c"]] },
});
const make = async (of: FigureContent = content, live = false): Promise<AtFigure> => {
  const figure = await fixture<AtFigure>(html`<at-figure .content=${of} .live=${live}></at-figure>`);
  await drawn(figure);
  return figure;
};
/** The width arrives by a ResizeObserver, the drawing after it. */
async function drawn(figure: AtFigure): Promise<void> {
  while (!figure.renderRoot.querySelector(".picture > svg")) await new Promise((resolve) => requestAnimationFrame(resolve));
  await figure.updateComplete;
}
const find = <E extends Element>(figure: AtFigure, selector: string): E => figure.renderRoot.querySelector<E>(selector)!;

describe("<at-figure>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(() => pageLocale.set("en"));

  it("is accessible as a picture, live, and as a table", async () => {
    const figure = await make(content, true);
    await expect(figure).to.be.accessible();
    find<HTMLButtonElement>(figure, ".table-toggle").click();
    await figure.updateComplete;
    await expect(figure).to.be.accessible();
  });

  it("reads its points with the arrow keys, and says nothing by itself", async () => {
    const figure = await make(plain("A caption."));
    find<HTMLElement>(figure, ".picture").focus();
    expect(find<HTMLElement>(figure, ".point").hidden).to.equal(true);
    const read: string[] = [];
    for (const press of ["ArrowRight", "ArrowRight", "End", "ArrowRight", "Home"]) {
      await sendKeys({ press });
      await figure.updateComplete;
      read.push(find<HTMLElement>(figure, ".point").textContent!);
    }
    expect(read).to.deep.equal(["Epoch 1 · Word =a", "Epoch 2 · Word —", "Epoch 1,234.5 · Word c", "Epoch 1,234.5 · Word c", "Epoch 1 · Word =a"]);
  });

  it("shows the same numbers as a table, in the page's language", async () => {
    const figure = await make(plain("A caption."));
    find<HTMLButtonElement>(figure, ".table-toggle").focus();
    await sendKeys({ press: "Enter" });
    await figure.updateComplete;
    const cells = (): readonly string[] => [...figure.renderRoot.querySelectorAll("td")].map((cell) => cell.textContent!);
    expect(cells()).to.deep.equal(["1", "=a", "2", "—", "1,234.5", "c"]);
    pageLocale.set("pt-BR");
    await figure.updateComplete;
    expect(cells().at(-2)).to.equal("1.234,5");
    expect(find<HTMLElement>(figure, ".table-toggle").textContent).to.equal("Mostrar como tabela");
  });

  it("follows new content, and stands still while it is frozen", async () => {
    const figure = await make(plain("First."), true);
    const caption = (): string => find<HTMLElement>(figure, "figcaption").textContent!;
    find<HTMLButtonElement>(figure, ".freeze").click();
    figure.content = plain("Second.");
    await figure.updateComplete;
    expect(caption()).to.equal("First.");
    find<HTMLButtonElement>(figure, ".freeze").click();
    await figure.updateComplete;
    expect(caption()).to.equal("Second.");
  });

  it("cannot stay frozen when nothing is live any more", async () => {
    const figure = await make(plain("First."), true);
    find<HTMLButtonElement>(figure, ".freeze").click();
    figure.content = plain("Last.");
    figure.live = false;
    await figure.updateComplete;
    expect(find<HTMLElement>(figure, "figcaption").textContent).to.equal("Last.");
    expect(figure.renderRoot.querySelector(".freeze")).to.equal(null);
  });

  it("draws again at a new width, never narrower than 240 pixels", async () => {
    const figure = await make();
    const width = (): number => find<SVGSVGElement>(figure, ".picture > svg").width.baseVal.value;
    for (const [given, expected] of [[500, 500], [320, 320], [100, 240]] as const) {
      figure.style.width = `${given}px`;
      while (width() !== expected) await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });

  it("makes an SVG file that stands alone: no custom property, no language-dependent colour, its words inside", async () => {
    const figure = await make();
    const file = new DOMParser().parseFromString(figure.standalone()!, "image/svg+xml");
    expect(file.querySelector("parsererror")).to.equal(null);
    expect(file.documentElement.outerHTML).to.not.match(/var\(|light-dark|currentcolor;/i);
    expect(file.querySelector("title")?.textContent).to.equal(content.title);
    expect(file.querySelector("desc")?.textContent).to.equal(content.caption);
    expect(file.querySelector("g[stroke-dasharray='6 4'], path[stroke-dasharray='6 4']")?.getAttribute("stroke")).to.match(/^rgb\(/);
  });

  for (const [label, name, start] of [["SVG", "loss-curves.svg", "<?xml"], ["PNG", "loss-curves.png", "\x89PNG"], ["CSV", "loss-curves.csv", "\uFEFFepoch,"]] as const) {
    it(`downloads ${label}`, async () => {
      const figure = await make();
      const links: { readonly download: string; readonly blob: Promise<ArrayBuffer> }[] = [];
      const events = new EventTarget();
      const original = HTMLAnchorElement.prototype.click;
      HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
        links.push({ download: this.download, blob: fetch(this.href).then((response) => response.arrayBuffer()) });
        events.dispatchEvent(new Event("saved"));
      };
      try {
        const saved = oneEvent(events, "saved");
        find<HTMLButtonElement>(figure, `button[aria-label^="Download ${label}"]`).click();
        await saved;
      } finally {
        HTMLAnchorElement.prototype.click = original;
      }
      const bytes = new Uint8Array(await links[0]!.blob);
      const text = label === "PNG" ? String.fromCharCode(...bytes.slice(0, 4)) : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.slice(0, 40));
      expect(links[0]!.download).to.equal(name);
      expect(text.startsWith(start), text).to.equal(true);
    });
  }
});
