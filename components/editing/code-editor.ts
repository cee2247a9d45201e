import { acceptCompletion, autocompletion, completionStatus, startCompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { linter, type Diagnostic } from "@codemirror/lint";
import { EditorState, RangeSetBuilder, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, lineNumbers, ViewPlugin, type DecorationSet, type ViewUpdate } from "@codemirror/view";
import type { Text } from "../../src/base/text.js";
import { complete, type Vocabulary } from "../../src/notebook/completion.js";
import { flawsOf } from "../../src/notebook/lint.js";
import { highlight } from "../base/highlight.js";

export interface CodeEditorHost {
  /** What the editor is called: "Source of cell 4". */
  readonly label: string;
  readonly vocabulary: () => Vocabulary;
  say(text: Text): string;
  typed(text: string): void;
}

/** A source being edited with completion, problems in place and colours. */
export interface CodeEditor {
  readonly caret: number;
  /** Whether a list of suggestions is open, to which Escape and Enter belong. */
  readonly isChoosing: boolean;
  focus(): void;
  /** Puts the cursor at an offset. */
  go(at: number): void;
  set(text: string): void;
  name(label: string): void;
  destroy(): void;
}

/** Puts the editor into a place. @param root the shadow root around it, which gets its styles */
export function mountCodeEditor(place: HTMLElement, root: ShadowRoot, text: string, host: CodeEditorHost): CodeEditor {
  const view = new EditorView({
    parent: place, root,
    state: EditorState.create({ doc: text, extensions: [
      history(), lineNumbers(), EditorView.lineWrapping, colours, theme,
      autocompletion({ override: [(context) => suggestionsAt(context, host)], icons: false, activateOnTyping: true }),
      linter((current) => flawsIn(current, host), { delay: 400 }),
      // Tab leaves the editor, as it leaves any field; while suggestions are open it takes the first.
      keymap.of([{ key: "Tab", run: acceptCompletion }, { key: "Ctrl-Space", run: startCompletion }, ...historyKeymap, ...defaultKeymap.filter(({ key }) => key !== "Mod-Enter" && key !== "Escape")]),
      EditorView.contentAttributes.of({ "aria-label": host.label, spellcheck: "false", translate: "no", autocapitalize: "off" }),
      EditorView.updateListener.of((update) => { if (update.docChanged) host.typed(update.state.doc.toString()); }),
    ] }),
  });
  return {
    get caret() { return view.state.selection.main.head; },
    get isChoosing() { return completionStatus(view.state) === "active"; },
    focus: () => view.focus(),
    go: (at) => view.dispatch({ selection: { anchor: Math.min(at, view.state.doc.length) } }),
    set: (next) => { if (view.state.doc.toString() !== next) view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: next } }); },
    name: (label) => view.contentDOM.setAttribute("aria-label", label),
    destroy: () => view.destroy(),
  };
}

function suggestionsAt({ state, pos, explicit }: CompletionContext, { vocabulary, say }: CodeEditorHost): CompletionResult | null {
  const source = state.doc.toString();
  const completion = complete(source, pos, vocabulary());
  // Behind a space nothing is offered unasked: Enter must stay a line break there.
  if (!completion || (!explicit && completion.from === pos && !/[{,:[]\s*$/.test(source.slice(0, pos)))) return null;
  return {
    from: completion.from,
    options: completion.suggestions.map(({ label, insert, about, what }) => ({ label, detail: say(about), type: what, apply: insert })),
    validFor: /^["'\p{ID_Continue}$-]*$/u,
  };
}

const flawsIn = (view: EditorView, { vocabulary, say }: CodeEditorHost): readonly Diagnostic[] => flawsOf(view.state.doc.toString(), vocabulary()).map(({ start, end, problem }) =>
  ({ from: Math.min(start, view.state.doc.length), to: Math.min(Math.max(end, start), view.state.doc.length), severity: "error", message: say(problem.message) }));

/** The colours of the plain editor, so that both look the same. */
const colours: Extension = ViewPlugin.fromClass(class {
  decorations: DecorationSet;
  constructor(view: EditorView) { this.decorations = coloursOf(view); }
  update(update: ViewUpdate): void { if (update.docChanged) this.decorations = coloursOf(update.view); }
}, { decorations: (plugin) => plugin.decorations });
function coloursOf(view: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let at = 0;
  for (const { kind, text } of highlight(view.state.doc.toString(), "script")) {
    if (kind !== "plain") builder.add(at, at + text.length, Decoration.mark({ class: kind }));
    at += text.length;
  }
  return builder.finish();
}

const theme = EditorView.theme({
  "&": { background: "var(--at-sunken)", color: "var(--at-ink)", font: "0.875rem/1.6 var(--at-font-code)" },
  "&.cm-focused": { outline: "none" },
  ".cm-content": { padding: "0.6rem 0", caretColor: "var(--at-ink)" },
  ".cm-scroller": { fontFamily: "inherit", lineHeight: "inherit" },
  ".cm-line": { padding: "0 0.8rem 0 0.5rem", overflowWrap: "anywhere" },
  ".cm-gutters": { background: "transparent", color: "var(--at-ink-soft)", border: "0", fontSize: "0.75rem" },
  ".cm-tooltip": { background: "var(--at-raised)", color: "var(--at-ink)", border: "1px solid var(--at-line-strong)", borderRadius: "8px", maxWidth: "min(34rem, 92vw)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--at-font-code)", maxHeight: "16rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.6rem", lineHeight: "1.5" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": { background: "var(--at-accent)", color: "var(--at-on-accent)" },
  ".cm-completionDetail": { fontFamily: "var(--at-font)", fontStyle: "normal", color: "var(--at-ink-soft)", fontSize: "0.8rem", marginInlineStart: "0.8rem" },
  "li[aria-selected] .cm-completionDetail": { color: "inherit" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-diagnostic": { fontFamily: "var(--at-font)", fontSize: "0.85rem", padding: "0.3rem 0.6rem", whiteSpace: "normal" },
  ".cm-diagnostic-error": { borderInlineStart: "3px solid var(--at-danger)" },
});
