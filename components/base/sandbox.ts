import { Sandbox, type SandboxScripts } from "../../src/sandbox/sandbox.js";

/** Beside the page's own code; a notebook in one file brings them inside. */
let scripts: SandboxScripts = {
  worker: () => published("sandbox-worker.js"),
  plot: () => published("sandbox-plot.js"),
};
const fetched = new Map<string, Promise<string>>();
async function published(name: string): Promise<string> {
  const text = fetched.get(name) ?? fetch(new URL(`./${name}`, import.meta.url)).then((response) => {
    if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
    return response.text();
  });
  fetched.set(name, text);
  // What did not arrive is asked for again.
  text.catch(() => fetched.delete(name));
  return text;
}

/** Says where the sandbox's texts come from; before the first code runs. */
export function useSandboxScripts(own: SandboxScripts): void { scripts = own; }

let sandbox: Sandbox | undefined;
/** The page's one sandbox. */
export const pageSandbox = (): Sandbox => (sandbox ??= new Sandbox(scripts));
