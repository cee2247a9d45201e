import { expect, fixture, html, oneEvent } from "@open-wc/testing";
import { pageLocale } from "../../components/base/locale.js";
import { sanitiseOutput } from "../../components/base/sanitise.js";
import type { CodeCell, CodePermission } from "../../components/code-cell.js";
import "../../components/code-cell.js";
import type { TrustBar } from "../../components/trust-bar.js";
import "../../components/trust-bar.js";
import { readCode } from "../../src/notebook/code.js";
import { Unfinished } from "../../src/notebook/trust/unfinished.js";

const store = new Map<string, string>();
const memory = { read: (name: string) => store.get(name), write: (name: string, value: string | undefined) => void (value === undefined ? store.delete(name) : store.set(name, value)) };
const trusting = (allows = true, unfinished = new Unfinished(memory)): CodePermission => ({ allows: () => allows, unfinished });
const cell = async (source: string, permission = trusting(), inputs: Readonly<Record<string, unknown>> = {}): Promise<CodeCell> =>
  fixture<CodeCell>(html`<at-code .params=${{ code: readCode(source) }} .inputs=${inputs} .permission=${permission}></at-code>`);
const paper = (element: CodeCell): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(".output")!;
const said = (element: CodeCell): string => element.shadowRoot!.textContent!.replace(/\s+/g, " ").trim();
const button = (element: CodeCell, name: string): HTMLButtonElement | undefined => [...element.shadowRoot!.querySelectorAll("button")].find(({ textContent }) => textContent!.trim() === name);
async function soon(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 900 && !isSo(); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  expect(isSo()).to.equal(true);
}

describe("at-code", () => {
  beforeEach(() => store.clear());
  afterEach(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}: waiting for trust, with a drawing and a table, and failed`, async () => {
      for (const [source, allows] of [["1 + 1", false], ["display([{a: 1}]), html`<svg viewBox='0 0 9 9'><rect width='9' height='9'/></svg>`", true], ["null.x", true]] as const) {
        const element = await cell(source, trusting(allows));
        element.style.cssText = `color-scheme: ${scheme}; background: var(--at-ground)`;
        await soon(() => !allows || paper(element).hasChildNodes() || said(element).includes("TypeError"));
        await expect(element).to.be.accessible();
      }
    });
  }

  it("shows code and runs none of it before it may", async () => {
    const frames = document.querySelectorAll("iframe").length;
    const element = await cell("display(42)", trusting(false));
    element.run();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(said(element)).to.equal("display(42) Code. It runs after you trust this notebook, in a closed frame without network, storage or page.");
    expect(document.querySelectorAll("iframe").length, "not even a frame is made").to.equal(frames);
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(said(element)).to.include("depois que você confiar neste notebook");
  });

  it("runs when what it reads is there, and again when it changes; its values are data for other cells", async () => {
    const element = await cell("const twice = n * 2;");
    expect(said(element)).to.include("It runs when these have a value: n.");
    setTimeout(() => { element.inputs = { n: 4 }; });
    await oneEvent(element, "input");
    expect(element.value).to.deep.equal({ twice: 8 });
    setTimeout(() => { element.inputs = { n: 5 }; });
    await oneEvent(element, "input");
    expect(element.value).to.deep.equal({ twice: 10 });
  });

  it("says what failed, with line and column, in both languages", async () => {
    const element = await cell("const a = 1;\na.b.c");
    await soon(() => element.shadowRoot!.querySelector(".problem") !== null);
    expect(element.shadowRoot!.querySelector(".problem")!.textContent).to.equal("line 2, column 5: expected code that runs to its end. It stopped with TypeError: Cannot read properties of undefined (reading 'c')");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(element.shadowRoot!.querySelector(".problem")!.textContent).to.equal("linha 2, coluna 5: esperado: um código que rode até o fim. Ele parou com TypeError: Cannot read properties of undefined (reading 'c')");
  });

  it("can be stopped in an endless loop, and stays stopped until someone runs it", async () => {
    const element = await cell("for (;;) {}");
    await soon(() => button(element, "Stop") !== undefined);
    button(element, "Stop")!.click();
    await soon(() => said(element).startsWith("Stopped."));
    element.inputs = {};
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(said(element)).to.equal("Stopped. Run");
  });

  it("B054: is not run again by itself when the page went away while it ran", async () => {
    const source = "display('ran')";
    new Unfinished(memory).begin(source);
    const element = await cell(source, trusting(true, new Unfinished(memory)));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(said(element)).to.equal("This code did not come to its end the last time, so it is not run again by itself. Run");
    button(element, "Run")!.click();
    await soon(() => paper(element)?.textContent === "ran");
    expect(store.has("unfinished")).to.equal(false);
  });

  it("P11: sanitises what code shows, though it is trusted", async () => {
    const element = await cell("html`<img src=x onerror=\"window.ran = 1\"><script>window.ran = 2</script><a href='javascript:window.ran=3'>x</a><b>kept</b><at-cell></at-cell>`");
    await soon(() => paper(element)?.textContent!.includes("kept") === true);
    expect([...paper(element).querySelectorAll("*")].map(({ localName, attributes }) => `${localName}${[...attributes].map(({ name }) => ` ${name}`).join("")}`)).to.deep.equal(["a", "b"]);
    expect(Object.hasOwn(window, "ran")).to.equal(false);
  });
});

describe("sanitiseOutput", () => {
  const clean = (text: string): string => {
    const holder = document.createElement("div");
    holder.append(sanitiseOutput(text, "a drawing"));
    return holder.innerHTML;
  };

  it("keeps a drawing, names it, and keeps references inside it together", () => {
    expect(clean('<svg viewBox="0 0 1 1"><defs><clipPath id="c"><rect width="1" height="1"></rect></clipPath></defs><g clip-path="url(#c)" transform="translate(1,2)" fill="rgb(1 2 3)"><path d="M0,0L1,1"></path></g></svg>')).to.equal(
      '<svg viewBox="0 0 1 1" role="img" aria-label="a drawing"><defs><clipPath id="user-content-c"><rect width="1" height="1"></rect></clipPath></defs><g clip-path="url(#user-content-c)" transform="translate(1,2)" fill="rgb(1 2 3)"><path d="M0,0L1,1"></path></g></svg>');
  });

  it("keeps a picture that travels in the drawing, links that are written out, and no other address", () => {
    const pixel = "data:image/png;base64,iVBORw0KGgo=";
    expect(clean(`<svg><image href="${pixel}"></image><image href="a.png"></image><a href="https://a.example/"><text>b</text></a><a href="c.html"><text>d</text></a></svg>`)).to.match(
      new RegExp(`^<svg[^>]*><image href="${pixel.replaceAll("+", "\\+")}"></image><image></image><a href="https://a.example/"[^>]*><text>b</text></a><a><text>d</text></a></svg>$`));
  });

  it("B051: an SVG of a billion by a billion takes no more room than the page has", async () => {
    const element = await cell("html`<svg width='1000000000' height='1000000000' viewBox='0 0 1000000000 1000000000'><rect width='1000000000' height='1000000000'/></svg>`");
    await soon(() => paper(element)?.querySelector("svg") !== null && paper(element) !== null);
    const { width, height } = paper(element).querySelector("svg")!.getBoundingClientRect();
    expect(width).to.be.at.most(innerWidth);
    expect(height).to.be.at.most(innerWidth);
  });

  const hostile: Readonly<Record<string, string>> = {
    "a script": "<svg><script>1</script></svg>",
    "an event": "<svg onload=alert(1)><g onclick=alert(1)></g></svg>",
    "foreign HTML": "<svg><foreignObject><iframe srcdoc=x></iframe></foreignObject></svg>",
    "a use of elsewhere": "<svg><use href='https://evil.example/#a'></use><image href='https://evil.example/a.png'></image></svg>",
    "an animated link": "<svg><a><animate attributeName=href values=javascript:alert(1) /><set attributeName=href to=javascript:alert(1) /><text>x</text></a></svg>",
    "a colour that loads": "<svg><rect fill='url(https://evil.example/a)' stroke='u\\72l(https://evil.example)' mask='image-set(\"https://evil.example/b\" 1x)'></rect></svg>",
    "a style sheet": "<svg><style>@import 'https://evil.example'</style><rect style='fill:url(https://evil.example)'></rect></svg>",
    "B051, a page within": "<svg><foreignObject><body xmlns='http://www.w3.org/1999/xhtml'><iframe src='https://evil.example'></iframe></body></foreignObject></svg>",
    "B051, a use of data": "<svg><use href=\"data:image/svg+xml,<svg id='x' onload='alert(1)'/>#x\"></use></svg>",
    "B051, entities that swell": "<!DOCTYPE svg [<!ENTITY a 'evil'><!ENTITY b '&a;&a;&a;&a;'>]><svg><text>&b;</text></svg>",
    "a filter": "<svg><filter id=f><feImage href='https://evil.example'/></filter><rect filter='url(https://evil.example#f)'></rect></svg>",
  };
  for (const [what, payload] of Object.entries(hostile)) {
    it(`${what}: the harm is taken out of it`, () => {
      const out = clean(payload);
      expect(out).to.not.match(/evil|script|onload|onclick|iframe|animate|<set|<style|style=/);
    });
  }
});

describe("at-trust-bar", () => {
  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}`, async () => {
      const element = await fixture<TrustBar>(html`<at-trust-bar style="color-scheme:${scheme}" .count=${2}></at-trust-bar>`);
      await expect(element).to.be.accessible();
    });
  }
  it("says what trust means and tells what was chosen", async () => {
    const element = await fixture<TrustBar>(html`<at-trust-bar .count=${1}></at-trust-bar>`);
    expect(element.shadowRoot!.textContent).to.include("none of it has run").and.to.include("no network, no storage");
    const told: string[] = [];
    for (const name of ["at-look", "at-trust"]) element.addEventListener(name, () => told.push(name));
    for (const one of element.shadowRoot!.querySelectorAll("button")) one.click();
    expect(told).to.deep.equal(["at-trust", "at-look"]);
  });
});
