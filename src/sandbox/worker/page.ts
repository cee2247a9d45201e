/**
 * Just enough of a document for code that draws without a screen: elements, attributes, text, and the HTML that they make.
 * Nothing here is shown as it is: the page sanitises the HTML.
 */
const svgSpace = "http://www.w3.org/2000/svg";
const htmlSpace = "http://www.w3.org/1999/xhtml";
const voids: ReadonlySet<string> = new Set(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]);
const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
export const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (character) => escapes[character]!);

export abstract class DrawnNode {
  abstract readonly nodeType: number;
  abstract readonly nodeName: string;
  parentNode: DrawnParent | null = null;
  readonly ownerDocument: DrawnDocument = drawnDocument;
  get parentElement(): DrawnParent | null { return this.parentNode; }
  get nextSibling(): DrawnNode | null { return this.parentNode?.childNodes[this.parentNode.childNodes.indexOf(this) + 1] ?? null; }
  get previousSibling(): DrawnNode | null { return this.parentNode?.childNodes[this.parentNode.childNodes.indexOf(this) - 1] ?? null; }
  get isConnected(): boolean { return false; }
  abstract get outerHTML(): string;
  abstract textContent: string;
  abstract cloneNode(deep?: boolean): DrawnNode;
  remove(): void { this.parentNode?.removeChild(this); }
  replaceWith(...nodes: readonly (DrawnNode | string)[]): void {
    const parent = this.parentNode;
    if (!parent) return;
    const next = this.nextSibling;
    this.remove();
    for (const node of nodes) parent.insertBefore(asNode(node), next);
  }
  addEventListener(): void { /* Nothing is ever clicked here. */ }
  removeEventListener(): void { /* as above */ }
  dispatchEvent(): boolean { return true; }
}

export class DrawnText extends DrawnNode {
  readonly nodeType = 3;
  readonly nodeName = "#text";
  data: string;
  constructor(data: string) { super(); this.data = data; }
  get nodeValue(): string { return this.data; }
  get textContent(): string { return this.data; }
  set textContent(text: string) { this.data = String(text); }
  get outerHTML(): string { return escapeHtml(this.data); }
  cloneNode(): DrawnText { return new DrawnText(this.data); }
}

/** HTML that was written as such. */
export class DrawnMarkup extends DrawnNode {
  readonly nodeType = 8;
  readonly nodeName = "#markup";
  readonly #html: string;
  constructor(html: string) { super(); this.#html = html; }
  get outerHTML(): string { return this.#html; }
  get textContent(): string { return this.#html.replace(/<[^>]*>/g, ""); }
  set textContent(_text: string) { /* what is written stays */ }
  cloneNode(): DrawnMarkup { return new DrawnMarkup(this.#html); }
}

export class DrawnParent extends DrawnNode {
  nodeType = 11;
  nodeName = "#document-fragment";
  readonly childNodes: DrawnNode[] = [];
  get children(): readonly DrawnElement[] { return this.childNodes.filter((node) => node instanceof DrawnElement); }
  get firstChild(): DrawnNode | null { return this.childNodes[0] ?? null; }
  get lastChild(): DrawnNode | null { return this.childNodes.at(-1) ?? null; }
  get firstElementChild(): DrawnElement | null { return this.children[0] ?? null; }
  get lastElementChild(): DrawnElement | null { return this.children.at(-1) ?? null; }
  get innerHTML(): string { return this.childNodes.map(({ outerHTML }) => outerHTML).join(""); }
  set innerHTML(html: string) { this.replaceChildren(new DrawnMarkup(String(html))); }
  get outerHTML(): string { return this.innerHTML; }
  get textContent(): string { return this.childNodes.map(({ textContent }) => textContent).join(""); }
  set textContent(text: string) { this.replaceChildren(...(text === "" ? [] : [String(text ?? "")])); }

  insertBefore<N extends DrawnNode>(node: N, before: DrawnNode | null): N {
    const nodes = node instanceof DrawnParent && node.nodeType === 11 ? [...node.childNodes] : [node];
    for (const one of nodes) {
      one.remove();
      const at = before ? this.childNodes.indexOf(before) : -1;
      this.childNodes.splice(at < 0 ? this.childNodes.length : at, 0, one);
      one.parentNode = this;
    }
    return node;
  }
  appendChild<N extends DrawnNode>(node: N): N { return this.insertBefore(node, null); }
  append(...nodes: readonly (DrawnNode | string)[]): void { for (const node of nodes) this.appendChild(asNode(node)); }
  prepend(...nodes: readonly (DrawnNode | string)[]): void {
    const first = this.firstChild;
    for (const node of nodes) this.insertBefore(asNode(node), first);
  }
  replaceChildren(...nodes: readonly (DrawnNode | string)[]): void {
    while (this.firstChild) this.removeChild(this.firstChild);
    this.append(...nodes);
  }
  removeChild<N extends DrawnNode>(node: N): N {
    const at = this.childNodes.indexOf(node);
    if (at >= 0) this.childNodes.splice(at, 1);
    node.parentNode = null;
    return node;
  }
  contains(node: DrawnNode | null): boolean { return node === this || this.childNodes.some((child) => child === node || (child instanceof DrawnParent && child.contains(node))); }
  cloneNode(deep = false): DrawnParent {
    const copy = new DrawnParent();
    if (deep) copy.append(...this.childNodes.map((node) => node.cloneNode(true)));
    return copy;
  }
  /** Lists of tags, classes, ids and attributes, one after another: "g.a rect, [fill]". */
  querySelectorAll(selector: string): readonly DrawnElement[] {
    const ways = selector.split(",").map((way) => way.trim().split(/\s*>\s*|\s+/));
    const found: DrawnElement[] = [];
    const visit = (parent: DrawnParent): void => {
      for (const child of parent.children) {
        if (ways.some((way) => matchesWay(child, way))) found.push(child);
        visit(child);
      }
    };
    visit(this);
    return found;
  }
  querySelector(selector: string): DrawnElement | null { return this.querySelectorAll(selector)[0] ?? null; }
  getElementsByTagName(name: string): readonly DrawnElement[] { return this.querySelectorAll(name); }
}

export class DrawnElement extends DrawnParent {
  override nodeType = 1;
  readonly namespaceURI: string;
  readonly localName: string;
  readonly #attributes = new Map<string, string>();
  readonly style: Record<string, unknown> & { setProperty(name: string, value: string | null): void; removeProperty(name: string): void; getPropertyValue(name: string): string };
  readonly dataset: Record<string, string> = {};

  constructor(namespace: string, name: string) {
    super();
    this.namespaceURI = namespace;
    this.localName = name;
    this.nodeName = namespace === svgSpace ? name : name.toUpperCase();
    const declarations = new Map<string, string>();
    const write = (property: string, value: unknown): void => {
      if (value === null || value === undefined || value === "") declarations.delete(property);
      else declarations.set(property, String(value));
      if (declarations.size > 0) this.#attributes.set("style", [...declarations].map(([key, text]) => `${key}: ${text}`).join("; "));
      else this.#attributes.delete("style");
    };
    const methods = { setProperty: write, removeProperty: (property: string): void => write(property, null), getPropertyValue: (property: string): string => declarations.get(property) ?? "" };
    this.style = new Proxy(methods as typeof this.style, {
      get: (target, key) => (typeof key === "string" && Object.hasOwn(target, key) ? target[key] : declarations.get(dashed(String(key))) ?? ""),
      set: (_target, key, value) => { write(dashed(String(key)), value); return true; },
    });
  }
  get tagName(): string { return this.nodeName; }
  get id(): string { return this.getAttribute("id") ?? ""; }
  set id(value: string) { this.setAttribute("id", value); }
  get className(): string { return this.getAttribute("class") ?? ""; }
  set className(value: string) { this.setAttribute("class", value); }
  get classList(): { add(...names: readonly string[]): void; remove(...names: readonly string[]): void; contains(name: string): boolean } {
    const read = (): readonly string[] => this.className.split(/\s+/).filter(Boolean);
    return {
      add: (...names) => { this.className = [...new Set([...read(), ...names])].join(" "); },
      remove: (...names) => { this.className = read().filter((name) => !names.includes(name)).join(" "); },
      contains: (name) => read().includes(name),
    };
  }
  get attributes(): readonly { readonly name: string; readonly value: string }[] { return [...this.#attributes].map(([name, value]) => ({ name, value })); }
  getAttribute(name: string): string | null { return this.#attributes.get(name) ?? null; }
  setAttribute(name: string, value: unknown): void { this.#attributes.set(name, String(value)); }
  hasAttribute(name: string): boolean { return this.#attributes.has(name); }
  removeAttribute(name: string): void { this.#attributes.delete(name); }
  getAttributeNS(_space: string | null, name: string): string | null { return this.getAttribute(name); }
  setAttributeNS(_space: string | null, name: string, value: unknown): void { this.setAttribute(name, value); }
  removeAttributeNS(_space: string | null, name: string): void { this.removeAttribute(name); }
  get ownerSVGElement(): DrawnElement | null {
    for (let at = this.parentNode; at; at = at.parentNode) if (at instanceof DrawnElement && at.localName === "svg") return at;
    return null;
  }
  matches(selector: string): boolean { return selector.split(",").some((way) => matchesWay(this, way.trim().split(/\s*>\s*|\s+/))); }
  getBoundingClientRect(): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } { return { x: 0, y: 0, width: 0, height: 0 }; }
  override get outerHTML(): string {
    const attributes = [...this.#attributes].map(([name, value]) => ` ${name}="${escapeHtml(value)}"`).join("");
    if (this.namespaceURI === htmlSpace && voids.has(this.localName)) return `<${this.localName}${attributes}>`;
    return `<${this.localName}${attributes}>${this.innerHTML}</${this.localName}>`;
  }
  override cloneNode(deep = false): DrawnElement {
    const copy = new DrawnElement(this.namespaceURI, this.localName);
    for (const [name, value] of this.#attributes) copy.setAttribute(name, value);
    if (deep) copy.append(...this.childNodes.map((node) => node.cloneNode(true)));
    return copy;
  }
}

const dashed = (name: string): string => (name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`));
const asNode = (node: DrawnNode | string): DrawnNode => (node instanceof DrawnNode ? node : new DrawnText(String(node)));

function matchesWay(element: DrawnElement, way: readonly string[]): boolean {
  if (!matchesOne(element, way.at(-1)!)) return false;
  let at = element.parentNode;
  for (let i = way.length - 2; i >= 0; i--) {
    while (at && !(at instanceof DrawnElement && matchesOne(at, way[i]!))) at = at.parentNode;
    if (!at) return false;
    at = at.parentNode;
  }
  return true;
}
function matchesOne(element: DrawnElement, simple: string): boolean {
  const parts = simple.match(/[.#]?[\w-]+|\*|\[[^\]]*\]/g) ?? [];
  return parts.length > 0 && parts.every((part) => {
    if (part === "*") return true;
    if (part.startsWith(".")) return element.classList.contains(part.slice(1));
    if (part.startsWith("#")) return element.id === part.slice(1);
    if (!part.startsWith("[")) return element.localName.toLowerCase() === part.toLowerCase();
    const [, name, value] = /^\[([\w-]+)(?:="?([^"]*)"?)?\]$/.exec(part) ?? [];
    return name !== undefined && (value === undefined ? element.hasAttribute(name) : element.getAttribute(name) === value);
  });
}

export interface DrawnDocument {
  readonly nodeType: 9;
  documentElement: DrawnElement;
  body: DrawnElement;
  readonly defaultView: typeof globalThis;
  createElement: (name: string) => DrawnElement;
  createElementNS(space: string, name: string): DrawnElement;
  createTextNode(text: string): DrawnText;
  createComment(text: string): DrawnMarkup;
  createDocumentFragment(): DrawnParent;
}
export const drawnDocument = {
  nodeType: 9, defaultView: globalThis,
  createElement: (name: string) => new DrawnElement(htmlSpace, String(name).toLowerCase()),
  createElementNS: (space: string, name: string) => new DrawnElement(space, String(name)),
  createTextNode: (text: string) => new DrawnText(String(text)),
  createComment: () => new DrawnMarkup(""),
  createDocumentFragment: () => new DrawnParent(),
} as unknown as DrawnDocument;
drawnDocument.documentElement = new DrawnElement(htmlSpace, "html");
drawnDocument.body = new DrawnElement(htmlSpace, "body");
