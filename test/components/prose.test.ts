import { expect, fixture, html } from "@open-wc/testing";
import { isTooComplex, renderMarkdown } from "../../components/base/markdown.js";
import { deepest, sanitise } from "../../components/base/sanitise.js";
import { pageLocale } from "../../components/base/locale.js";
import type { Prose } from "../../components/prose.js";
import "../../components/prose.js";
import type { ProsePart } from "../../src/notebook/template.js";

const prose = async (markdown: string, scope: Readonly<Record<string, unknown>> = {}): Promise<Prose> => {
  const parts: readonly ProsePart[] = [{ kind: "markdown", text: markdown }];
  return fixture<Prose>(html`<at-prose .parts=${parts} .scope=${scope}></at-prose>`);
};
const paperOf = (element: Prose): HTMLElement => element.shadowRoot!.querySelector<HTMLElement>(".prose")!;

/** Everything in a tree that could run, load, post or disguise: judged by the nodes, never by the text. */
function dangers(root: ParentNode): readonly string[] {
  const found: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    if (/^(?:script|iframe|frame|object|embed|style|form|input|button|select|textarea|link|meta|base|template|svg|math|video|audio|source|noscript|slot|dialog)$/i.test(element.tagName) || element.tagName.includes("-")) found.push(`<${element.tagName}>`);
    for (const { name, value } of element.attributes) {
      if (/^on|^(?:style|srcset|poster|background|action|formaction|ping|is|slot|part|autofocus|contenteditable|name)$|^popover|^data-|^aria-/i.test(name)) found.push(`${element.tagName} ${name}`);
      if (name === "id" && !value.startsWith("user-content-")) found.push(`id ${value}`);
      if (name === "href" && !/^(?:https?:|mailto:|#)/i.test(value)) found.push(`href ${value}`);
      if (name === "src" && !/^data:image\/(?:png|jpeg|gif|webp);/i.test(value)) found.push(`src ${value}`);
    }
  }
  return found;
}

/** Payloads of the list of bad inputs, each with its number there. */
const payloads: Readonly<Record<string, string>> = {
  "B031, a script": "<script>window.ran = true</script>",
  "B031, an SVG that loads": "<svg/onload=\"window.ran = true\">",
  "B031, an image that fails": "<img src=x onerror=\"window.ran = true\">",
  "B031, details that open": "<details open ontoggle=\"window.ran = true\">x</details>",
  "B032, a javascript link": "[x](javascript:alert(1))",
  "B032, a javascript link in mixed case": "[x](JaVaScRiPt:alert(1))",
  "B032, a javascript link with a tab": "[x](java&Tab;script:alert(1))",
  "B032, a javascript link with a colon entity": "[x](javascript&colon;alert(1))",
  "B032, a javascript link behind a control character": "[x](\u0001javascript:alert(1))",
  "B032, a javascript reference": "[x]\n\n[x]: javascript:alert(1)",
  "B032, a javascript autolink": "<javascript:alert(1)>",
  "B033, a data page": "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "B033, other schemes": "[a](vbscript:x) [b](blob:https://a/b) [c](file:///etc/passwd) [d](intent://x)",
  "B034, mutation by mglyph": "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
  "B035, mutation by nested forms": "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
  "B036, mutation by noscript": "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
  "B036, mutation by xmp and comments": "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\"></xmp><!--><img src=x onerror=alert(1)>-->",
  "B037, a declarative shadow root": "<template shadowrootmode=open><script>window.ran = true</script></template><div>x</div>",
  "B037, our own elements": "<at-cell></at-cell><at-train autorun></at-train><div is=at-app>x</div>",
  "B038, names that clobber": "<a id=tf>a</a><a id=tf name=ready>b</a><form id=app><input name=attributes></form><img name=currentScript>",
  "B039, commands": "<button data-command=run-all>x</button><input autofocus onfocus=alert(1)><p popover contenteditable>y</p>",
  "B040, a page over the page": "<div style=\"position:fixed;inset:0;z-index:9999\">Your session expired</div>",
  "B041, styles and document tags": "<style>@import 'https://evil.example'</style><p style=\"background:url(https://evil.example/x)\">x</p><link rel=stylesheet href=//evil.example><base href=//evil.example><meta http-equiv=refresh content=\"0;url=//evil.example\">",
  "B042, images from elsewhere": "![t](https://evil.example/p.gif?u=1)<img srcset=\"https://evil.example/2x 2x\"><video poster=https://evil.example/p></video><table background=https://evil.example/b><tr><td>x</td></tr></table>",
  "B043, an SVG image": "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)",
  "an image that breaks out": "![x](x\"onerror=\"alert(1)) ![\" onerror=\"alert(1)](x)",
  "a title that breaks out": "[a](b \"c\\\" onmouseover=\\\"alert(1)\")",
  "B044, a heading with an image": "# <img src=x onerror=alert(1)>",
  "B044, a fence's language": "```js\"><img src=x onerror=alert(1)>\nx\n```",
  "an animated link": "<svg><a><animate attributeName=href values=javascript:alert(1) /><text x=20 y=20>c</text></a></svg>",
  "B021, a select with a frame": "<select><iframe></select><img src=x: onerror=alert(1)>",
};

describe("at-prose", () => {
  afterEach(() => pageLocale.set("en"));

  for (const scheme of ["light", "dark"]) {
    it(`is accessible, ${scheme}`, async () => {
      const element = await fixture<Prose>(html`<at-prose style="color-scheme:${scheme};background:var(--at-ground)" .parts=${[{ kind: "markdown", text: "# A\n\n[b](https://example.org) and `c`\n\n| d | e |\n|---|---|\n| 1 | 2 |\n\n> f\n\n```js\ng\n```\n\n<details><summary>h</summary>i</details>" }] satisfies ProsePart[]}></at-prose>`);
      await expect(element).to.be.accessible();
    });
  }

  it("sets Markdown: headings, emphasis, lists, tables, code", async () => {
    const paper = paperOf(await prose("## Two\n\n*a* **b** `c`\n\n1. d\n\n| e | f |\n|---|--:|\n| 1 | 2 |"));
    expect(paper.querySelector("h2")!.textContent).to.equal("Two");
    expect([...paper.querySelectorAll("em, strong, code, li, th, td")].map((e) => `${e.localName} ${e.textContent}`)).to.deep.equal(["em a", "strong b", "code c", "li d", "th e", "th f", "td 1", "td 2"]);
  });

  for (const [what, payload] of Object.entries(payloads)) {
    it(`${what}: the harm is taken out of it`, async () => {
      const element = await prose(payload);
      expect(dangers(paperOf(element))).to.deep.equal([]);
      expect((globalThis as { ran?: boolean }).ran).to.equal(undefined);
    });
  }

  it("says where an image from another site was, in the page's language", async () => {
    const element = await prose("![a cat](https://example.org/cat.png)");
    expect(paperOf(element).textContent!.trim()).to.equal("Image from another site, not loaded: a cat");
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(paperOf(element).textContent!.trim()).to.equal("Imagem de outro site, não carregada: a cat");
  });

  it("keeps an image that travels in the text", async () => {
    const pixel = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=";
    expect(paperOf(await prose(`![dot](${pixel})`)).querySelector("img")!.src).to.equal(pixel);
  });

  it("B045: tells the real host of a link, whatever its text says", async () => {
    const link = paperOf(await prose("[paypal.com](https://evil.example/login)")).querySelector("a")!;
    expect([link.title, link.target, link.rel]).to.deep.equal(["evil.example", "_blank", "noopener noreferrer nofollow"]);
    expect(getComputedStyle(link).unicodeBidi).to.equal("isolate");
  });

  it("writes live values in the reader's own number format, in place", async () => {
    const parts: readonly ProsePart[] = [{ kind: "markdown", text: "Rate **" }, { kind: "value", name: "hp", path: ["learningRate"] }, { kind: "markdown", text: "** on " }, { kind: "value", name: "data", path: ["name"] }];
    const element = await fixture<Prose>(html`<at-prose .parts=${parts} .scope=${{ hp: { learningRate: 0.002 } }}></at-prose>`);
    const paragraph = paperOf(element).querySelector("p")!;
    expect(paragraph.textContent).to.equal("Rate 0.002 on —");
    element.scope = { hp: { learningRate: 12345.5 }, data: { name: { en: "Amazon sentences", "pt-BR": "Frases da Amazon" } } };
    await element.updateComplete;
    expect(paragraph.textContent).to.equal("Rate 12,345.5 on Amazon sentences");
    expect(paragraph.isConnected, "the paragraph is the same").to.equal(true);
    pageLocale.set("pt-BR");
    await element.updateComplete;
    expect(paperOf(element).textContent!.trim()).to.equal("Rate 12.345,5 on Frases da Amazon");
  });

  it("reads no inherited name and no text as a value", async () => {
    const parts: readonly ProsePart[] = [{ kind: "value", name: "hp", path: ["constructor"] }, { kind: "markdown", text: " \uE0000\uE001 ${hp.x} " }, { kind: "value", name: "toString", path: [] }];
    const element = await fixture<Prose>(html`<at-prose .parts=${parts} .scope=${{ hp: {} }}></at-prose>`);
    expect(paperOf(element).textContent!.trim()).to.equal("— \uFFFD0\uFFFD ${hp.x} —");
  });

  it("never takes a value for markup", async () => {
    const parts: readonly ProsePart[] = [{ kind: "value", name: "x", path: [] }];
    const element = await fixture<Prose>(html`<at-prose .parts=${parts} .scope=${{ x: "<img src=x onerror=alert(1)> **b**" }}></at-prose>`);
    expect(paperOf(element).querySelector(".value")!.textContent).to.equal("<img src=x onerror=alert(1)> **b**");
    expect(paperOf(element).querySelector("img, strong")).to.equal(null);
  });

  it("puts no value into an attribute", async () => {
    const parts: readonly ProsePart[] = [{ kind: "markdown", text: "[x](" }, { kind: "value", name: "x", path: [] }, { kind: "markdown", text: ") <a href='https://example.org' title='" }, { kind: "value", name: "x", path: [] }, { kind: "markdown", text: "'>y</a>" }];
    const element = await fixture<Prose>(html`<at-prose .parts=${parts} .scope=${{ x: "javascript:alert(1)" }}></at-prose>`);
    for (const link of paperOf(element).querySelectorAll("a")) expect(link.getAttribute("href") ?? "https://example.org").to.equal("https://example.org");
  });

  it("sets formulas as MathML", async () => {
    const parts: readonly ProsePart[] = [{ kind: "tex", source: "a_t = \\frac{1}{2}", isBlock: true }];
    const element = await fixture<Prose>(html`<at-prose .parts=${parts}></at-prose>`);
    for (let i = 0; i < 200 && !paperOf(element).querySelector("mfrac"); i++) await new Promise((resolve) => requestAnimationFrame(resolve));
    expect(paperOf(element).querySelector("math mfrac")).to.not.equal(null);
  });

  it("holds its place, unseen, until it is set: what stands below moves by less than a quarter of it", async () => {
    const paragraph = "In each step the network answers a small batch of sentences, measures how wrong it was (the **loss**) and moves every parameter a little. ";
    const element = document.createElement("at-prose") as Prose;
    element.parts = [{ kind: "markdown", text: `\n# Train it\n\n${paragraph}\n\n` }, { kind: "tex", source: "a_t", isBlock: false }, { kind: "markdown", text: `\n\n${paragraph.repeat(3)}\n` }];
    element.style.inlineSize = "600px";
    document.body.append(element);
    await Promise.resolve();
    const paper = paperOf(element);
    const before = paper.offsetHeight;
    expect(paper.querySelector("p")).to.equal(null);
    expect(getComputedStyle(paper).visibility).to.equal("hidden");
    await element.updateComplete;
    expect(paper.querySelectorAll("p").length).to.equal(3);
    expect(getComputedStyle(paper).visibility).to.equal("visible");
    expect(before).to.be.within(paper.offsetHeight * 0.75, paper.offsetHeight * 1.25);
    element.remove();
  });
  it("shows as written what takes quadratic time to set", async () => {
    const hostile = "_a_".repeat(20_000);
    expect(isTooComplex(hostile)).to.equal(true);
    expect(paperOf(await prose(hostile)).textContent).to.equal(hostile);
  });

  for (const [what, text] of Object.entries({ brackets: "[".repeat(50_000), stars: "*a ".repeat(20_000), quotes: `${"> ".repeat(5_000)}x`, lists: `${"- ".repeat(5_000)}x` })) {
    it(`shows a flood of ${what} as written`, () => expect(isTooComplex(text)).to.equal(true));
  }

  it("B046: breaks a word of a million letters where the page ends: nothing is to be scrolled sideways", async () => {
    const element = await prose("x".repeat(1_000_000));
    element.style.cssText = "display: block; width: 320px; height: 300px; overflow: auto";
    expect([element.scrollWidth, paperOf(element).textContent!.trim().length]).to.deep.equal([element.clientWidth, 1_000_000]);
  });

  it("sets a long ordinary text", () => expect(isTooComplex(`${"A *word* and `code` [link](https://a.example), 2 < 3.\n\n".repeat(4_000)}`)).to.equal(false));
});

describe("sanitise", () => {
  const clean = (text: string): DocumentFragment => sanitise(text, () => "");

  it(`refuses boxes nested deeper than ${deepest}`, () => {
    expect(() => clean("<div>".repeat(deepest + 1))).to.throw(RangeError);
    expect(clean("<div>".repeat(deepest)).querySelectorAll("div").length).to.equal(deepest);
  });

  it("B046: closes 5,000 paragraphs that a text leaves open, and lays out none of 20,000 boxes within each other", () => {
    expect(clean("<p>".repeat(5000)).querySelectorAll("p").length).to.equal(5000);
    expect(() => clean("<div>".repeat(20_000))).to.throw(RangeError);
  });
  it("closes what a text leaves open", () => expect(clean("<p>".repeat(3)).querySelectorAll("p").length).to.equal(3));

  it("keeps the language of code and no other class", () => {
    const fragment = renderMarkdown(["```js\nx\n```\n<p class=\"failure\">y</p>"], () => "");
    expect([...fragment.querySelectorAll("[class]")].map(({ className }) => className)).to.deep.equal(["language-js"]);
  });
});
