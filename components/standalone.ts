/**
 * A notebook in a single file: the page that such a file opens as. Everything it needs is in the file: the notebook's text, the worker's code and the data.
 * No request leaves it, from `file://` with the network off as well as from a server.
 */
import { locales, nearestLocale } from "../src/base/text.js";
import { readNotebook } from "../src/notebook/format.js";
import { WorkerEngine } from "../src/training/client.js";
import { workerAddress } from "../src/training/worker-address.js";
import { useEngine } from "./base/engine.js";
import { pageLocale } from "./base/locale.js";
import { readPreference } from "./base/preferences.js";
import { restoreTheme } from "./base/theme.js";
import { readBroughtRuns } from "./controllers/brought-runs.js";
import "./notebook.js";
import type { Notebook } from "./notebook.js";

const textOf = (id: string): string => document.getElementById(id)?.textContent ?? "";

/** The page's own script is the worker's too: a blob of its text is the only one that may be started. */
function startWorker(): Worker {
  const source = new Blob([`self.atnetAssets = ${textOf("atnet-assets") || "{}"};\n`, textOf("atnet-code")], { type: "text/javascript" });
  return new Worker(workerAddress(URL.createObjectURL(source), (address) => address.startsWith("blob:")));
}

restoreTheme();
const kept = readPreference("language");
pageLocale.set(locales.find((locale) => locale === kept) ?? nearestLocale([document.documentElement.lang, ...navigator.languages]));
pageLocale.onChange(() => { document.documentElement.lang = pageLocale.current; });
useEngine(new WorkerEngine(startWorker));

const element = document.querySelector("notebook")!;
const { document: notebook, problems } = readNotebook(`<!doctype html>\n${element.outerHTML}\n`);
element.remove();
const shown = document.createElement("at-notebook") as Notebook;
shown.opened = { key: "standalone", document: notebook!, twins: {}, problems, savedAt: undefined, file: undefined, brought: () => readBroughtRuns(textOf("atnet-results"), textOf("atnet-weights")) };
document.querySelector("main")!.replaceWith(shown);
