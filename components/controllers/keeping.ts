import type { Locale, Text } from "../../src/base/text.js";
import { writeNotebook } from "../../src/notebook/format.js";
import type { KeepingAction } from "../top-bar.js";
import { download, fileNameOf } from "./files.js";
import type { Library } from "./library.js";
import { hashOf } from "./routes.js";
import type { Session } from "./session.js";
import { reset } from "./twins.js";

export interface KeepingHost {
  /** Where the panels are. */
  readonly root: ParentNode;
  readonly locale: Locale;
  say(what: Text): void;
  /** Says what was done, with a way back. */
  sayUndoable(what: Text): void;
}

/** Does what a person chose about what is kept of a notebook. */
export async function actOnKeeping(action: KeepingAction, session: Session, library: Library | undefined, { root, locale, say, sayUndoable }: KeepingHost): Promise<void> {
  switch (action) {
    case "download": return download(fileNameOf(session.document.title), writeNotebook(session.document));
    case "retry": return session.retry();
    case "take-over":
      await session.takeOver();
      return say({ en: "You can go on here.", "pt-BR": "Pode continuar aqui." });
    case "copy":
      if (library) location.hash = hashOf({ page: "draft", key: await library.addCopy(session.document, locale) });
      return undefined;
    case "versions": {
      await Promise.all([import("../keeping/versions-panel.js"), session.flush()]);
      const { key } = session.opened;
      await root.querySelector("at-versions-panel")!.open({
        now: session.document, mayChange: session.mayChange,
        versions: (await library?.versions(key)) ?? [],
        read: async (revision) => library?.version(key, revision),
        restore: (version, label) => { if (session.do(reset(session.document, version, label))) sayUndoable({ en: "The version is restored.", "pt-BR": "A versão foi restaurada." }); },
      });
    }
  }
}
