import { css, html, nothing, type TemplateResult } from "lit";
import { AtElement, define } from "./base/at-element.js";
import { shared } from "./base/tokens.js";

export interface MenuItem {
  readonly label: string;
  /** A second, quieter line. */
  readonly hint?: string;
  /** As people press it: "Ctrl S". */
  readonly keys?: string;
  /** Given, the item is one of a group of choices. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly danger?: boolean;
  readonly language?: string;
  choose(): void;
}
export interface MenuGroup { readonly title?: string; readonly items: readonly MenuItem[] }

/**
 * A button that opens a list of things to do. Arrow keys, Home, End and first letters move in it; Escape and a press outside close it.
 * @slot - what the button shows
 */
export class Menu extends AtElement {
  static override properties = { label: {}, groups: { attribute: false }, isOpen: { state: true } };
  static override shadowRootOptions = { ...AtElement.shadowRootOptions, delegatesFocus: true };
  /** What the button is called. */
  declare label: string;
  declare groups: readonly MenuGroup[];
  declare isOpen: boolean;

  constructor() {
    super();
    this.label = "";
    this.groups = [];
    this.isOpen = false;
  }

  get #list(): HTMLElement { return this.renderRoot.querySelector<HTMLElement>("[role=menu]")!; }
  get #items(): readonly HTMLButtonElement[] { return [...this.renderRoot.querySelectorAll<HTMLButtonElement>("[role^=menuitem]:not([aria-disabled=true])")]; }

  /** Opens it and moves the focus to its first item. */
  async open(): Promise<void> {
    if (this.isOpen) return;
    this.isOpen = true;
    await this.updateComplete;
    const list = this.#list;
    list.showPopover();
    this.#place(list);
    this.#items[0]?.focus();
  }

  close(): void {
    if (this.isOpen) this.#list.hidePopover();
  }

  #place(list: HTMLElement): void {
    const button = this.renderRoot.querySelector("button")!.getBoundingClientRect();
    const { width, height } = list.getBoundingClientRect();
    const edge = 8;
    const left = Math.min(Math.max(edge, button.right - width), innerWidth - width - edge);
    const isBelow = button.bottom + height + edge < innerHeight || button.top < height + edge;
    list.style.insetInlineStart = `${Math.max(edge, left)}px`;
    list.style.insetBlockStart = `${isBelow ? Math.min(button.bottom + 4, Math.max(edge, innerHeight - height - edge)) : button.top - height - 4}px`;
  }

  #toggled(event: ToggleEvent): void {
    this.isOpen = event.newState === "open";
    if (!this.isOpen && this.#holdsFocus()) this.renderRoot.querySelector("button")!.focus();
  }
  #holdsFocus(): boolean { return (this.renderRoot as ShadowRoot).activeElement !== null || document.activeElement === document.body; }

  #choose(item: MenuItem): void {
    if (item.disabled) return;
    this.close();
    item.choose();
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    const items = this.#items;
    const at = items.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLButtonElement);
    const go = (to: number): void => { event.preventDefault(); items.at(to % items.length)?.focus(); };
    if (event.key === "ArrowDown") go(at + 1);
    else if (event.key === "ArrowUp") go(at - 1);
    else if (event.key === "Home") go(0);
    else if (event.key === "End") go(-1);
    else if (event.key === "Escape") { event.preventDefault(); this.close(); this.renderRoot.querySelector("button")!.focus(); }
    else if (event.key === "Tab") this.close();
    else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey) {
      const letter = event.key.toLowerCase();
      const next = [...items.slice(at + 1), ...items.slice(0, at + 1)].find((item) => item.textContent?.trim().toLowerCase().startsWith(letter));
      if (next) { event.preventDefault(); next.focus(); }
    }
  }

  #openByKey(event: KeyboardEvent): void {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    event.stopPropagation();
    void this.open();
  }

  protected override render(): TemplateResult {
    return html`
      <button
        class="trigger" aria-haspopup="menu" aria-expanded=${this.isOpen ? "true" : "false"} aria-label=${this.label || nothing} title=${this.label || nothing}
        @click=${() => (this.isOpen ? this.close() : void this.open())} @keydown=${this.#openByKey}
      ><slot></slot></button>
      <div role="menu" popover aria-label=${this.label} @toggle=${this.#toggled} @keydown=${this.#key}>
        ${this.isOpen ? this.groups.filter(({ items }) => items.length > 0).map((group, g) => html`
          ${g > 0 ? html`<hr role="separator">` : nothing}
          ${group.title ? html`<div class="title" role="presentation">${group.title}</div>` : nothing}
          <div role="group" aria-label=${group.title ?? nothing}>${group.items.map((item) => html`
            <button
              role=${item.checked === undefined ? "menuitem" : "menuitemradio"} aria-checked=${item.checked === undefined ? nothing : String(item.checked)}
              aria-disabled=${item.disabled ? "true" : nothing} tabindex="-1" class=${item.danger ? "danger" : ""} lang=${item.language ?? nothing}
              @click=${() => this.#choose(item)}
            ><span class="tick" aria-hidden="true">${item.checked ? "✓" : ""}</span><span class="words">${item.label}${item.hint ? html`<small>${item.hint}</small>` : nothing}</span>${item.keys ? html`<kbd aria-hidden="true">${item.keys}</kbd>` : nothing}</button>`)}
          </div>`) : nothing}
      </div>`;
  }

  static override styles = [shared, css`
    :host { display: inline-block; }
    .trigger { display: inline-flex; align-items: center; justify-content: center; gap: 0.4rem; min-width: 2.25rem; background: transparent; border-color: transparent; padding-inline: 0.5rem; }
    .trigger:hover, .trigger[aria-expanded="true"] { background: var(--at-sunken); border-color: var(--at-line); }
    [popover] {
      position: fixed; margin: 0; inset: auto; padding: 0.35rem; min-width: 14rem; max-width: min(22rem, calc(100vw - 16px)); max-height: calc(100vh - 16px); overflow: auto;
      color: var(--at-ink); background: var(--at-raised); border: 1px solid var(--at-line); border-radius: calc(var(--at-radius) + 2px);
      box-shadow: 0 8px 30px light-dark(rgb(40 30 10 / 0.18), rgb(0 0 0 / 0.6)); font-size: 0.925rem;
    }
    [role="group"] { display: grid; }
    [role^="menuitem"] { display: flex; align-items: baseline; gap: 0.5rem; width: 100%; border: 0; background: transparent; text-align: start; padding: 0.35rem 0.6rem; border-radius: 6px; min-height: 2.1rem; }
    [role^="menuitem"]:hover, [role^="menuitem"]:focus { background: var(--at-sunken); outline-offset: -2px; }
    [role^="menuitem"][aria-disabled="true"] { color: var(--at-ink-soft); opacity: 0.65; cursor: default; background: none; }
    .danger { color: var(--at-danger); }
    .words { flex: 1; min-width: 0; }
    small { display: block; color: var(--at-ink-soft); font-size: 0.8rem; line-height: 1.35; }
    .tick { width: 0.9rem; flex: none; }
    [role="group"]:not(:has([aria-checked])) .tick { display: none; }
    kbd { font: inherit; font-size: 0.8rem; color: var(--at-ink-soft); }
    hr { border: 0; border-top: 1px solid var(--at-line); margin: 0.35rem 0.5rem; }
    .title { padding: 0.35rem 0.6rem 0.15rem; font-size: 0.75rem; font-weight: 600; color: var(--at-ink-soft); letter-spacing: 0.02em; }
    @media (pointer: coarse) { [role^="menuitem"] { min-height: var(--at-target); align-items: center; } .trigger { min-width: var(--at-target); } }
  `];
}
define("at-menu", Menu);
