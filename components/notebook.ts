import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { nextTask } from "../src/base/next-task.js";
import { sentence, type Problem } from "../src/base/problem.js";
import type { Registry } from "../src/base/registry.js";
import { textOf, plural, type Text } from "../src/base/text.js";
import type { CellKind } from "../src/notebook/cell-kind.js";
import type { Vocabulary } from "../src/notebook/completion.js";
import { readCell } from "../src/notebook/declarative.js";
import type { NotebookDocument } from "../src/notebook/document.js";
import { setTitle } from "../src/notebook/transaction.js";
import type { Run } from "../src/training/run.js";
import { AtElement, define } from "./base/at-element.js";
import { pageEngine } from "./base/engine.js";
import { icon } from "./base/icons.js";
import { pageLocale } from "./base/locale.js";
import { shared } from "./base/tokens.js";
import type { CellAction, CellFrame } from "./cell.js";
import "./cell.js";
import { kinds as shippedKinds } from "./cells/index.js";
import { latestRun } from "./controllers/latest-run.js";
import { openExport, openShare } from "./controllers/leaving.js";
import type { Library } from "./controllers/library.js";
import { LiveCells } from "./controllers/live-cells.js";
import type { Opened } from "./controllers/opened.js";
import { saveToFile } from "./controllers/saving.js";
import { Session } from "./controllers/session.js";
import { keepPresses } from "./controllers/steady-press.js";
import { reset } from "./controllers/twins.js";
import { answerClipboard } from "./editing/clipboard-events.js";
import type { CommandName } from "./editing/commands.js";
import { Editor } from "./editing/editor.js";
import { fetchView } from "./editing/fetch-view.js";
import { pageCommand } from "./editing/page-keys.js";
import { notebookStyles } from "./notebook-styles.js";
import type { Message, Toast } from "./toast.js";
import "./toast.js";
import type { KeepingAction, NotebookAction, SavedState } from "./top-bar.js";
import "./top-bar.js";

/** What a notebook needs beside the page: the worker gets on its way while the notebook is fetched and drawn. */
export const begin = (): void => pageEngine().begin?.();

/** How often the engine badge follows a training, in milliseconds. */
const badgeInterval = 1000;

/**
 * A notebook on the page: its text, its live cells, and everything that can be done to both.
 * The document is the only truth: a form writes its settings into the source, and what is shown follows the source.
 */
export class Notebook extends AtElement {
  static override properties = { opened: { attribute: false }, library: { attribute: false }, kinds: { attribute: false }, saved: { state: true }, run: { state: true }, file: { state: true }, isReading: { state: true } };
  declare opened: Opened | undefined;
  declare library: Library | undefined;
  /** The components that its cells can call; set before `opened`. */
  declare kinds: Registry<CellKind>;
  declare saved: SavedState;
  declare run: Run | undefined;
  /** Where Save writes; kept for this visit. */
  declare file: FileSystemFileHandle | undefined;
  /** Whether it is only read: what is for editing is out of sight. */
  declare isReading: boolean;
  #session: Session | undefined;
  #cells: LiveCells | undefined;
  #editor: Editor | undefined;
  #clipboard: AbortController | undefined;
  #stop: () => void = () => undefined;
  #badgeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.opened = undefined;
    this.library = undefined;
    this.kinds = shippedKinds;
    this.saved = { state: "original" };
    this.run = undefined;
    this.file = undefined;
    this.isReading = false;
  }

  /** The notebook as it stands. */
  get document(): NotebookDocument | undefined { return this.#session?.document; }

  /** Settles when every change is kept. */
  async flush(): Promise<void> { await this.#session?.flush(); }

  override connectedCallback(): void {
    super.connectedCallback();
    const listeners = new AbortController();
    addEventListener("keydown", this.#pageKey, { signal: listeners.signal });
    keepPresses(listeners.signal);
    const stopLocale = pageLocale.onChange(this.#changeLanguage);
    this.#stop = () => { listeners.abort(); stopLocale(); };
    if (this.opened && !this.#session) this.#begin(this.opened);
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#end();
  }

  /** What the cells are was read just now; the first time, they are drawn in a task of their own. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await nextTask();
    super.scheduleUpdate();
  }
  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("opened") && this.opened && this.#session?.opened !== this.opened) this.#begin(this.opened);
  }

  #begin(opened: Opened): void {
    this.#end();
    this.file = opened.file;
    this.run = undefined;
    this.#session = new Session(opened, this.library, {
      saved: (saved) => { this.saved = saved; },
      changed: () => {
        this.#cells?.update(this.#session!.document);
        this.requestUpdate();
      },
      said: (text) => this.#say({ text: this.text.say(text) }),
    });
    this.saved = this.#session.state;
    this.#cells = new LiveCells(this.kinds, {
      changed: () => this.requestUpdate(),
      valueChanged: () => this.#followRun(),
      committed: (id, params) => this.#session!.commit(id, params),
    }, this.library && opened.key);
    this.#cells.update(this.#session.document);
    this.#editor = this.#editorOf(this.#session);
    this.#clipboard = new AbortController();
    answerClipboard(this.#editor, this.#clipboard.signal);
    this.requestUpdate();
    if (opened.brought) void this.#restore(opened.brought, this.#cells);
  }

  /** Gives the cells back the runs that came with the notebook. */
  async #restore(read: NonNullable<Opened["brought"]>, cells: LiveCells): Promise<void> {
    const { runs, problems } = await read();
    for (const [id, run] of runs) void cells.element(id)?.restore?.(run);
    if (problems.length > 0) this.#say({ text: problems.map((one) => sentence(one, this.text.locale)).join(" ") });
  }

  #editorOf(session: Session): Editor {
    const frames = (): readonly CellFrame[] => this.#frames;
    const kinds = (): Registry<CellKind> => this.kinds;
    return new Editor({
      session,
      get kinds() { return kinds(); },
      get frames() { return frames(); },
      show: (id) => this.#show(id),
      say: (what, canUndo) => this.#say(canUndo ? this.#undoable(what) : { text: this.text.say(what) }),
      selected: () => this.requestUpdate(),
      rewrote: (before, after) => this.#cells?.rewrote(before, after),
      notebook: (command) => this.#run(command),
    });
  }

  #end(): void {
    clearTimeout(this.#badgeTimer);
    this.#badgeTimer = undefined;
    this.#clipboard?.abort();
    this.#session?.close();
    this.#cells?.dispose();
    this.#session = undefined;
    this.#cells = undefined;
  }

  #followRun(): void {
    this.#badgeTimer ??= setTimeout(() => {
      this.#badgeTimer = undefined;
      this.run = latestRun(this.#cells?.values() ?? []);
    }, badgeInterval);
  }

  readonly #changeLanguage = (): void => {
    this.#session?.translate(pageLocale.current);
  };

  get #frames(): readonly CellFrame[] { return [...this.renderRoot.querySelectorAll<CellFrame>("at-cell")]; }
  #frame(id: number | undefined): CellFrame | undefined { return this.#frames.find(({ cell }) => cell.id === id); }
  get #toast(): Toast { return this.renderRoot.querySelector<Toast>("at-toast")!; }
  #say(message: Message): void { this.#toast.say(message); }

  async #show(id: number | undefined): Promise<void> {
    await this.updateComplete;
    const frame = this.#frame(id);
    if (!frame) return;
    await frame.updateComplete;
    frame.focus({ preventScroll: true });
    const { top, bottom } = frame.getBoundingClientRect();
    const isSeen = top >= 60 && (bottom <= innerHeight || top < innerHeight / 2);
    if (!isSeen) frame.scrollIntoView({ block: bottom - top > innerHeight * 0.8 ? "start" : "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  #undo(direction: "undo" | "redo"): void {
    const say = this.text.say;
    const before = this.#session?.document;
    const travel = this.#session?.travel(direction);
    if (!before || !travel) {
      if (this.#session?.mayChange) this.#say({ text: say(direction === "undo" ? { en: "There is nothing to undo.", "pt-BR": "Não há o que desfazer." } : { en: "There is nothing to redo.", "pt-BR": "Não há o que refazer." }) });
      return;
    }
    this.#say({ text: `${say(travel.said)}.` });
    if (travel.cell === undefined) return;
    // A cell that is gone now: the one that stands in its place.
    const { cells } = travel.document;
    const place = before.cells.findIndex(({ id }) => id === travel.cell);
    this.#editor!.choose(cells.some(({ id }) => id === travel.cell) ? travel.cell : (cells[place] ?? cells.at(-1))?.id);
  }

  /** Commands of the page work wherever the focus is. */
  readonly #pageKey = (event: KeyboardEvent): void => {
    const command = pageCommand(event);
    if (!command) return;
    event.preventDefault();
    this.#editor?.run(command);
  };

  #run(command: CommandName): void { this.#actOnNotebook(new CustomEvent("at-notebook-action", { detail: command as NotebookAction })); }

  #actOnNotebook({ detail }: CustomEvent<NotebookAction>): void {
    switch (detail) {
      case "undo": case "redo": return this.#undo(detail);
      case "save": return void this.#save();
      case "save-as": return void this.#save(true);
      case "export": return void openExport(this.renderRoot, this.#session!.document, this.#cells!, this.kinds, this.text.locale);
      case "share": return void openShare(this.renderRoot, this.#session!.document);
      case "history": return void this.#showHistory();
      case "palette": case "outline": case "find": case "deleted": case "add":
        return void fetchView(this.#editor!, this.renderRoot, detail);
      case "reader": this.isReading = !this.isReading; return undefined;
      case "open": return void this.dispatchEvent(new Event("at-open-file", { bubbles: true, composed: true }));
      case "reset": return this.#reset();
      case "help": return void import("./help-sheet.js").then(() => this.renderRoot.querySelector("at-help-sheet")!.open());
      case "start": location.hash = "#/"; return undefined;
      default: return this.#keep(detail);
    }
  }

  #frameOf(event: Event): CellFrame | undefined {
    return event.composedPath().find((node) => node instanceof HTMLElement && node.localName === "at-cell") as CellFrame | undefined;
  }
  readonly #focused = (event: FocusEvent): void => {
    const frame = this.#frameOf(event);
    if (frame) this.#editor?.focused(frame.cell.id, frame.isFocused);
  };

  #actOnCell(event: CustomEvent<CellAction>): void {
    const frame = this.#frameOf(event);
    const editor = this.#editor;
    if (!frame || !editor) return;
    event.stopPropagation();
    const { detail } = event;
    const { index, cell: { id } } = frame;
    if (detail.do === "select") return editor.extendTo(id);
    if (detail.do === "drag") return this.#drag(id, detail.event);
    if (detail.do === "choose") return editor.only(id);
    editor.focused(id, false);
    switch (detail.do) {
      case "insert": return editor.insert(detail.what, index + (detail.where === "below" ? 1 : 0));
      case "apply":
        this.#cells?.wrote(detail.source);
        editor.apply(id, detail.source);
        if (detail.after === "next") this.#goOn(index);
        else if (detail.after === "insert") editor.insert("prose", index + 1);
        return undefined;
      case "open-settings": case "use-settings": case "replace-settings": return void this.#propose(detail, id, index);
      default: return editor.run(detail.do);
    }
  }

  /** Settings that a cell found, in a cell of their own below it or in the one that it reads. */
  async #propose({ do: what, params }: Extract<CellAction, { readonly params: unknown }>, cell: number, index: number): Promise<void> {
    const { insertWithSettings, settingsOfInput } = await import("../src/notebook/edits/settings.js");
    const { document, history } = this.#session!;
    const kind = this.kinds.get("hyperparameters")!;
    const transaction = what === "open-settings" ? insertWithSettings(document, kind, params, index + 1, () => history.freshId()) : settingsOfInput(document, cell, "hp", params, this.kinds.names, what === "replace-settings");
    if (!transaction) return;
    this.#session!.do(transaction);
    void this.#show(transaction.cell);
  }

  async #showHistory(): Promise<void> {
    await import("./history/panel.js");
    const { opened: { key }, mayChange, document: { cells } } = this.#session!;
    await this.renderRoot.querySelector("at-history-panel")!.open({ notebook: key, open: mayChange ? (ask) => void this.#propose(ask, -1, cells.length - 1) : undefined });
  }

  /** To the next cell; behind the last one a new text is begun. */
  #goOn(index: number): void {
    const next = this.#session!.document.cells[index + 1];
    if (next) this.#editor!.choose(next.id);
    else this.#editor!.insert("prose", index + 1);
  }

  #drag(id: number, event: PointerEvent): void {
    event.preventDefault();
    void import("./editing/drag.js").then(({ drag }) => drag(this.#editor!, id, event, this.renderRoot.querySelector<HTMLElement>(".place")!));
  }

  #reset(): void {
    const session = this.#session!;
    const original = session.original(pageLocale.current);
    if (!original) return;
    if (session.do(reset(session.document, original))) this.#say(this.#undoable({ en: "The notebook is as it was shipped.", "pt-BR": "O notebook está como veio." }));
  }

  /** What was chosen about what is kept of the notebook: versions, copies, another try. */
  #keep(action: KeepingAction): void {
    const { say, locale } = this.text;
    const session = this.#session;
    if (session) void import("./controllers/keeping.js").then(({ actOnKeeping }) => actOnKeeping(action, session, this.library, { root: this.renderRoot, locale, say: (text) => this.#say({ text: say(text) }), sayUndoable: (text) => this.#say(this.#undoable(text)) }));
  }

  #undoable(what: Text): Message {
    const say = this.text.say;
    return { text: say(what), action: { label: say({ en: "Undo", "pt-BR": "Desfazer" }), run: () => this.#undo("undo") } };
  }

  async #save(isElsewhere = false): Promise<void> {
    const session = this.#session;
    if (!session) return;
    const { said, state, file } = await saveToFile(session.document, isElsewhere ? undefined : this.file);
    if (file) {
      this.file = file;
      this.library?.keepHandle(session.opened.key, file);
    }
    if (state) this.saved = state;
    if (said) this.#say({ text: this.text.say(said) });
  }

  protected override render(): TemplateResult | typeof nothing {
    const session = this.#session;
    const cells = this.#cells;
    if (!session || !cells) return nothing;
    const say = this.text.say;
    const { document, opened } = session;
    const chosen = this.#editor?.ids ?? [];
    return html`
      <at-top-bar
        .name=${document.title} .saved=${this.saved} .undoes=${session.history.undoLabel} .redoes=${session.history.redoLabel} .canReset=${session.canReset} .savesInPlace=${this.file !== undefined} .run=${this.run}
        @at-notebook-action=${this.#actOnNotebook} @at-title=${this.#retitle}
      ></at-top-bar>
      <main class=${this.isReading ? "reading" : ""} aria-label=${document.title} @at-cell-action=${this.#actOnCell} @at-save=${() => void this.#save()} @focusin=${this.#focused}>
        ${this.#problemsOfFile(opened.problems)}
        ${cells.waitingCode > 0 ? html`<at-trust-bar .count=${cells.waitingCode} @at-trust=${() => cells.trust()} @at-look=${() => void this.#show(cells.firstCode)}></at-trust-bar>` : nothing}
        ${repeat(document.cells, ({ id }) => id, (cell, index) => {
          const view = cells.view(cell.id);
          return html`<at-cell
            .cell=${cell} .index=${index} .count=${document.cells.length} .name=${view.name} .shape=${view.shape} .problems=${view.problems} .mistakes=${view.mistakes} .failure=${view.failure}
            .vocabulary=${this.#vocabulary} ?wide=${view.isWide} ?prose=${view.isProse} ?reading=${this.isReading} ?selected=${chosen.length > 1 && chosen.includes(cell.id)}
          >${view.content ?? nothing}</at-cell>`;
        })}
        <div class="place" hidden></div>
        <p class="spoken" role="status">${chosen.length > 1 ? say(textOf((locale) => (locale === "en" ? `${plural(chosen.length, locale, "cell", "cells")} selected` : plural(chosen.length, locale, "célula selecionada", "células selecionadas")))) : nothing}</p>
        <div class="end">
          ${document.cells.length === 0 ? html`<p class="note">${say({ en: "An empty notebook. Add a text or a component.", "pt-BR": "Um notebook vazio. Adicione um texto ou um componente." })}</p>` : nothing}
          <button class="quiet add" aria-haspopup="dialog" @click=${() => { this.#editor!.selection.only(undefined); this.#run("add"); }}>${icon("add")} ${say({ en: "Add a cell", "pt-BR": "Adicionar célula" })}</button>
        </div>
      </main>
      ${this.isReading ? html`<button class="back" title="Ctrl ." @click=${() => this.#run("reader")}>${say({ en: "Back to editing", "pt-BR": "Voltar a editar" })}</button>` : nothing}
      <at-toast></at-toast>
      <at-help-sheet></at-help-sheet>
      <at-add-sheet></at-add-sheet>
      <at-palette></at-palette>
      <at-outline-sheet></at-outline-sheet>
      <at-deleted-sheet></at-deleted-sheet>
      <at-find-bar></at-find-bar>
      <at-export-sheet></at-export-sheet>
      <at-versions-panel></at-versions-panel>
      <at-history-panel></at-history-panel>
      <at-share-sheet @at-save=${() => void this.#save()}></at-share-sheet>`;
  }

  /** What a source in this notebook can name. */
  readonly #vocabulary = (): Vocabulary => ({
    kinds: this.kinds,
    cells: new Map((this.document?.cells ?? []).flatMap((cell) => {
      const reading = readCell(cell, this.kinds.names);
      return reading.kind === "import" ? [] : reading.defines.map((name) => [name, reading.kind === "call" ? reading.call.component : ""] as const);
    })),
  });

  #retitle({ detail: { title } }: CustomEvent<{ readonly title: string }>): void {
    this.#session!.do(setTitle(this.#session!.document, title));
  }

  #problemsOfFile(problems: readonly Problem[]): TemplateResult | typeof nothing {
    if (problems.length === 0) return nothing;
    const say = this.text.say;
    return html`<section class="file-problems" role="alert" aria-label=${say({ en: "Problems with the file", "pt-BR": "Problemas com o arquivo" })}>
      <h2>${say({ en: "The file was opened; this was found in it", "pt-BR": "O arquivo foi aberto; isto foi encontrado nele" })}</h2>
      <ul>${problems.map((problem) => html`<li>${sentence(problem, this.text.locale)}</li>`)}</ul>
    </section>`;
  }

  static override styles = [shared, notebookStyles];
}
define("at-notebook", Notebook);

