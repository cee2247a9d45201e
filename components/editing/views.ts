import { insertCell } from "../../src/notebook/transaction.js";
import "./add-sheet.js";
import type { CommandName } from "./commands.js";
import "./deleted-sheet.js";
import type { Editor } from "./editor.js";
import "./find-bar.js";
import "./outline-sheet.js";
import "./palette.js";

export type ViewName = Extract<CommandName, "palette" | "outline" | "find" | "deleted" | "add">;

/** The commands that open something over the notebook. @param root where their elements stand */
export async function openView(editor: Editor, root: ParentNode, command: ViewName): Promise<void> {
  const { session, host } = editor;
  const cells = (): typeof session.document.cells => session.document.cells;
  switch (command) {
    case "palette": return root.querySelector("at-palette")!.open((name) => editor.run(name), [...host.kinds].map(({ name, title, summary }) => ({
      title: { en: `Insert: ${title.en}`, "pt-BR": `Inserir: ${title["pt-BR"]}` }, hint: summary,
      run: () => editor.insert(name, editor.place + 1),
    })));
    case "add": return root.querySelector("at-add-sheet")!.open(host.kinds, (name) => editor.insert(name, editor.place + 1));
    case "outline": {
      const names = new Map(host.frames.filter(({ shape, prose }) => shape.shows !== "import" && !prose).map(({ cell, name }) => [cell.id, name] as const));
      return root.querySelector("at-outline-sheet")!.open(session.document, names, (id) => editor.choose(id));
    }
    case "find": return root.querySelector("at-find-bar")!.open({
      document: () => session.document,
      do: (transaction) => session.do(transaction),
      look: (id) => editor.frame(id)?.scrollIntoView({ block: "center", behavior: "instant" }),
      leave: (id) => editor.choose(id ?? editor.selection.head),
      say: (what, canUndo) => host.say(what, canUndo),
    });
    case "deleted": return root.querySelector("at-deleted-sheet")!.open(() => session.history.deleted, ({ cell, index }) => {
      const inserted = insertCell(session.document, cell, Math.min(index, cells().length));
      editor.do({ ...inserted, label: { en: "the return of a deleted cell", "pt-BR": "a volta de uma célula apagada" } });
    });
  }
}
