import { isTooComplex } from "../../components/base/markdown.js";
import { readPreference, writePreference } from "../../components/base/preferences.js";
import { renderTex } from "../../components/base/tex.js";
import { openDB } from "idb";
import { WorkerEngine } from "../../src/training/client.js";
import { nearestLocale } from "../../src/base/text.js";
import { Drafts } from "../../src/notebook/store/drafts.js";
import { OwnFiles } from "../../src/data/import/own-files.js";
import { holdBadInputs, messagesOf, refusalOf, type BadInput, type Message } from "./bad-input.js";

/** A formula that stands as its own source, with the reason beside it. */
const formula = (id: BadInput["id"], what: string, tex: string, reason: string): BadInput => ({
  id, what, says: [["code", reason]],
  give: async () => {
    const shown = await renderTex(tex);
    if (shown.textContent !== tex) throw new Error("the source is not shown as it was written");
    return [[shown.localName, shown.getAttribute("title")!.split("\n")[0]!.replace(/ at position.*$/, "")]];
  },
});
/** While the browser refuses storage. */
async function refusing<T>(act: () => Promise<T>): Promise<T> {
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = () => { throw new DOMException("refused", "SecurityError"); };
  try { return await act(); } finally { IDBFactory.prototype.open = open; }
}
const flood = (what: string, text: string): BadInput => ({ id: "B047", what: `a flood of ${what} in prose: shown as written`, give: () => [[String(isTooComplex(text)), ""]], says: [["true", ""]] });

const inputs: readonly BadInput[] = [
  flood("brackets", "[".repeat(50_000)),
  flood("stars", "*a ".repeat(20_000)),
  flood("quotes", `${"> ".repeat(5_000)}x`),
  formula("B048", "a formula that doubles without end", String.raw`\def\a{\a\a}\a`, "Too many expansions: infinite loop or need to increase maxExpand setting"),
  formula("B049", "a formula of 20,000 open brackets", "{".repeat(20_000), "Maximum call stack size exceeded"),
  formula("B049", "3,000 roots within each other", String.raw`\sqrt{`.repeat(3_000), "Maximum call stack size exceeded"),
  formula("B050", "a picture from elsewhere in a formula", String.raw`\includegraphics{https://e.example/x.png}`, String.raw`Function "\includegraphics" is not trusted`),
  formula("B050", "HTML in a formula", String.raw`\htmlData{onclick=alert(1)}{x}`, String.raw`Unsupported function name: \htmlData`),
  {
    id: "B107", what: "a browser that stores no drafts", give: () => refusing(async () => messagesOf([(await new Drafts("-refused").save("a", { text: "", baseText: "", savedAt: 0, revision: 1 })).problem!])),
    says: [[
      "expected a browser that keeps drafts, but this one does not let pages store anything. Your work is still on this page: download the notebook to keep it.",
      "esperado: um navegador que guarde rascunhos, mas este não deixa as páginas guardarem nada. Seu trabalho continua nesta página: baixe o notebook para guardá-lo.",
    ]],
  },
  { id: "B107", what: "a browser that stores no data: it is there until the page closes", give: () => refusing(async () => [[String((await new OwnFiles("refused").keep({ name: "a.csv", bytes: new Uint8Array(3) })).isKept), ""]]), says: [["false", ""]] },
  {
    id: "B111", what: "a worker whose program is not there", give: () => refusalOf(() => new WorkerEngine(() => new Worker(new URL("no-such-worker.js", import.meta.url), { type: "module" })).request("checkpoints", {})),
    says: [[
      "expected the part of this page that computes (worker.js), but it did not load. Reload the page; your notebook is as it was.",
      "esperado: a parte desta página que faz os cálculos (worker.js), mas ela não carregou. Recarregue a página; seu notebook continua como estava.",
    ]],
  },
  {
    id: "B029", what: "the same file twice: it is one", give: async () => {
      const files = new OwnFiles("same-file-twice");
      const [one, two] = [await files.keep({ name: "a.csv", bytes: new Uint8Array([1]) }), await files.keep({ name: "b.csv", bytes: new Uint8Array([1]) })];
      await files.close();
      return [[String(one.hash === two.hash), ""]];
    },
    says: [["true", ""]],
  },
  {
    id: "B112", what: "a database of our name with another content", give: async () => {
      const files = new OwnFiles("of-another");
      const { hash } = await files.keep({ name: "a.csv", bytes: new Uint8Array([1]) });
      await files.close();
      const database = await openDB("of-another");
      await database.put("files", { hash, name: "a.csv", bytes: new Uint8Array([2]).buffer, keptAt: 0 });
      database.close();
      const read = await files.read(hash);
      await files.close();
      return [[read === undefined ? "not taken" : "taken", ""]];
    },
    says: [["not taken", ""]],
  },
  { id: "B113", what: "preferences that are nonsense: they are texts, and whoever reads one judges it", give: (): readonly Message[] => { writePreference("bad-input", '{"__proto__":'); const kept = readPreference("bad-input")!; writePreference("bad-input", undefined); return [[kept, readPreference("bad-input") ?? "forgotten"]]; }, says: [['{"__proto__":', "forgotten"]] },
  { id: "B115", what: "a browser in a language that the product is not written in", give: () => [[nearestLocale(["ar", "he-IL"]), nearestLocale(["fr", "pt-PT"])]], says: [["en", "pt-BR"]] },
];
holdBadInputs("what a page meets", inputs);
