import { problem, type Problem } from "../../base/problem.js";
import type { Text } from "../../base/text.js";
import { BlockedDatabase, NewerDatabase } from "./database.js";

/** Another page has saved the notebook since this one read it. */
export class ChangedElsewhere extends Error {}
export const changedElsewhere = "changed-elsewhere";
export const newerStorage = "newer-storage";

const wayOut: Text = { en: "Your work is still on this page: download the notebook to keep it.", "pt-BR": "Seu trabalho continua nesta página: baixe o notebook para guardá-lo." };
const noStorage: ReadonlySet<string> = new Set(["NotSupportedError", "SecurityError", "InvalidStateError"]);

/** Why the browser did not keep or give something, as a person reads it. */
export function storageProblem(error: unknown): Problem {
  const name = error instanceof DOMException || error instanceof Error ? error.name : "";
  if (error instanceof ChangedElsewhere) return problem(changedElsewhere, "", {
    expected: { en: "the notebook as this page had read it, but another tab has changed it", "pt-BR": "o notebook como esta página o tinha lido, mas outra aba o mudou" },
    wayOut: { en: "The other tab's version is shown; Undo brings yours back.", "pt-BR": "A versão da outra aba é mostrada; Desfazer traz a sua de volta." },
  });
  if (error instanceof NewerDatabase) return problem(newerStorage, "", {
    expected: { en: "notebooks kept by this version of the page, but a newer one has been here: they can be read and are not changed", "pt-BR": "notebooks guardados por esta versão da página, mas uma mais nova já passou por aqui: dá para ler, e nada é alterado" },
    wayOut: { en: "Reload the page to get the newest version, or download a copy.", "pt-BR": "Recarregue a página para usar a versão mais nova ou baixe uma cópia." },
  });
  if (error instanceof BlockedDatabase) return problem("storage-blocked", "", {
    expected: { en: "to open what this browser keeps, but another tab with an older version of this page holds it", "pt-BR": "abrir o que este navegador guarda, mas outra aba, com uma versão mais antiga desta página, está segurando" },
    wayOut: { en: "Close the other tabs of this page; saving goes on by itself.", "pt-BR": "Feche as outras abas desta página; o salvamento continua sozinho." },
  });
  if (name === "QuotaExceededError") return problem("no-room", "", { expected: { en: "room to keep a draft in this browser, but there is none left", "pt-BR": "espaço para guardar um rascunho neste navegador, mas não sobrou nenhum" }, wayOut });
  if (noStorage.has(name)) return problem("no-storage", "", { expected: { en: "a browser that keeps drafts, but this one does not let pages store anything", "pt-BR": "um navegador que guarde rascunhos, mas este não deixa as páginas guardarem nada" }, wayOut });
  return problem("draft-failed", "", { expected: { en: "the browser to keep a draft", "pt-BR": "que o navegador guardasse um rascunho" }, received: error instanceof Error ? error.message : String(error), wayOut });
}
