import { expect, fixture, html } from "@open-wc/testing";
import { sendKeys, sendMouse, resetMouse } from "@web/test-runner-commands";
import { markTerms } from "../../components/glossary/mark.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Prose } from "../../components/prose.js";
import "../../components/prose.js";
import "../../components/term.js";
import type { AtTerm } from "../../components/term.js";

const make = async (name = "kernel-size"): Promise<AtTerm> => (await fixture<HTMLElement>(html`<p>A <at-term name=${name}>kernel</at-term> sees. <button>after</button></p>`)).querySelector("at-term")!;
const card = (term: AtTerm): HTMLElement | null => term.shadowRoot!.querySelector("[popover]");
const isShown = (term: AtTerm): boolean => card(term) !== null;
const trigger = (term: AtTerm): HTMLElement => term.shadowRoot!.querySelector<HTMLElement>("[role=button]")!;
const until = async (holds: () => unknown): Promise<void> => { while (!holds()) await new Promise((resolve) => requestAnimationFrame(resolve)); };

describe("<at-term>", () => {
  beforeEach(() => pageLocale.set("en"));
  afterEach(async () => { pageLocale.set("en"); await resetMouse(); });

  it("is accessible closed and open, in light and dark", async () => {
    for (const scheme of ["light", "dark"]) {
      const term = await make();
      term.style.colorScheme = scheme;
      await expect(term).to.be.accessible();
      trigger(term).click();
      await term.updateComplete;
      await expect(term).to.be.accessible();
    }
  });
  it("tells its meaning when the keyboard comes to it, and leaves when the keyboard goes on", async () => {
    const term = await make();
    trigger(term).focus();
    await term.updateComplete;
    expect(card(term)!.matches(":popover-open")).to.equal(true);
    expect(trigger(term).getAttribute("aria-describedby")).to.equal("meaning");
    expect(card(term)!.textContent).to.contain("How many neighbouring tokens a filter sees at once.");
    expect(card(term)!.textContent, "more on a press").to.not.contain("See also");
    term.nextElementSibling?.parentElement?.querySelector("button")?.focus();
    await term.updateComplete;
    expect(isShown(term)).to.equal(false);
  });
  it("opens in full with Enter or Space, goes on to another term, and closes with Escape, the focus back on the word", async () => {
    const term = await make();
    trigger(term).focus();
    for (const key of ["Enter", "Space"]) {
      await sendKeys({ press: key });
      await term.updateComplete;
      expect(card(term)!.textContent).to.contain("See also");
      await sendKeys({ press: "Tab" });
      expect(term.shadowRoot!.activeElement?.textContent).to.equal("filter");
      await sendKeys({ press: "Enter" });
      await term.updateComplete;
      await until(() => term.shadowRoot!.activeElement === card(term));
      expect(card(term)!.getAttribute("aria-label")).to.equal("filter");
      await sendKeys({ press: "Escape" });
      await term.updateComplete;
      expect(isShown(term)).to.equal(false);
      expect(term.shadowRoot!.activeElement === trigger(term)).to.equal(true);
    }
  });
  it("opens under a resting pointer, stays while the pointer is in its card, and goes with Escape without moving the focus", async () => {
    const term = await make();
    const { x, y } = trigger(term).getBoundingClientRect();
    await sendMouse({ type: "move", position: [Math.round(x + 5), Math.round(y + 5)] });
    await until(() => card(term)?.matches(":popover-open"));
    const box = card(term)!.getBoundingClientRect();
    await sendMouse({ type: "move", position: [Math.round(box.x + 20), Math.round(box.y + 12)] });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(isShown(term), "the pointer is in it").to.equal(true);
    const focused = document.activeElement;
    await sendKeys({ press: "Escape" });
    await term.updateComplete;
    expect(isShown(term)).to.equal(false);
    expect(document.activeElement === focused).to.equal(true);
  });
  it("is one at a time, and goes with a press elsewhere", async () => {
    const [one, other] = [await make(), await make("filter")];
    trigger(one).click();
    trigger(other).click();
    await one.updateComplete;
    await other.updateComplete;
    expect([one.isOpen, other.isOpen]).to.deep.equal([false, true]);
    document.body.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true, composed: true }));
    expect(other.isOpen).to.equal(false);
  });
  it("stays inside a narrow window and speaks the page's language", async () => {
    const term = await make();
    trigger(term).click();
    pageLocale.set("pt-BR");
    await term.updateComplete;
    expect(card(term)!.textContent).to.contain("Quantos tokens vizinhos um filtro vê de uma vez.");
    const box = card(term)!.getBoundingClientRect();
    expect(box.left).to.be.at.least(0);
    expect(box.right).to.be.at.most(innerWidth);
  });
});

describe("terms in a text", () => {
  const paper = async (inner: string): Promise<HTMLElement> => {
    const element = await fixture<HTMLElement>(html`<div></div>`);
    element.innerHTML = inner;
    markTerms(element);
    return element;
  };
  const marked = (element: HTMLElement): readonly string[] => [...element.querySelectorAll("at-term")].map(({ textContent, name }) => `${textContent} → ${name}`);

  it("are marked where they first stand, once, and the text stays as it was", async () => {
    const element = await paper("<p>A filter, then filters and the loss.</p><p>The loss again, um filtro.</p>");
    expect(marked(element)).to.deep.equal(["filter → filter", "loss → loss"]);
    expect(element.textContent).to.equal("A filter, then filters and the loss.The loss again, um filtro.");
    markTerms(element);
    expect(marked(element)).to.have.length(2);
  });
  it("are left alone in code, links, headings, formulas, values and summaries", async () => {
    const left = "<h2>Attention</h2><p><code>loss</code> <a href='#x'>epoch</a></p><pre>softmax</pre><details><summary>dropout</summary></details><span class='tex'>tanh</span><span class='value'>batch</span>";
    expect(marked(await paper(left))).to.deep.equal([]);
  });
  it("are left alone in a text too long to be prose", async () => {
    expect(marked(await paper(`<p>loss ${"x ".repeat(40_000)}</p>`))).to.deep.equal([]);
  });
  it("explain themselves in a prose cell once its reader moves", async () => {
    const prose = await fixture<Prose>(html`<at-prose .parts=${[{ kind: "markdown", text: "Mind the **learning rate**." }]}></at-prose>`);
    await prose.updateComplete;
    dispatchEvent(new Event("pointermove"));
    await until(() => prose.shadowRoot!.querySelector("at-term"));
    expect(prose.shadowRoot!.querySelector("strong at-term")?.textContent).to.equal("learning rate");
    await expect(prose).to.be.accessible();
  });
});
