/**
 * Keeps a copy of the page's own files, and gives them out where the network does not: a page that was open once opens again without one.
 * The network always comes first, so that no old page lives on, and nothing but these files is ever kept or given.
 */
interface Lifetime extends Event { waitUntil(work: Promise<unknown>): void }
interface Fetched extends Lifetime { readonly request: Request; respondWith(answer: Promise<Response>): void }
interface Scope {
  addEventListener(name: "install" | "activate" | "message", listener: (event: Lifetime) => void): void;
  addEventListener(name: "fetch", listener: (event: Fetched) => void): void;
  readonly clients: { claim(): Promise<void> };
}

/** Written in by the build: addresses from this script on, and what tells one build from another. */
declare const OFFLINE_FILES: readonly string[];
declare const OFFLINE_VERSION: string;

const family = "atnet-notebook-offline-";
const name = family + OFFLINE_VERSION;
const scope = globalThis as unknown as Scope;
const own: ReadonlySet<string> = new Set(OFFLINE_FILES.map((file) => new URL(file, location.href).href));

/** All files or none: a copy with a hole would open and then break. */
async function keep(): Promise<void> {
  if ((await caches.has(name)) && (await (await caches.open(name)).keys()).length >= own.size) return;
  try {
    await (await caches.open(name)).addAll([...own]);
  } catch (error) {
    await caches.delete(name);
    throw error;
  }
}

/** Copies of other builds, which no page uses any more when this one takes over. */
async function forgetOthers(): Promise<void> {
  for (const other of await caches.keys()) if (other.startsWith(family) && other !== name) await caches.delete(other);
}

async function answer(request: Request, file: string): Promise<Response> {
  const kept = async (): Promise<Response | undefined> => (await caches.open(name)).match(file);
  try {
    const response = await fetch(request);
    // A file that a newer build has no more: an open page of this one still needs it.
    return response.ok ? response : (await kept()) ?? response;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

scope.addEventListener("install", (event) => event.waitUntil(keep()));
// The page that brought it is its own from now on: a newer build then waits for that page, which may still need files of this one.
scope.addEventListener("activate", (event) => event.waitUntil(forgetOthers().then(() => scope.clients.claim())));
// A page that opens: what was erased meanwhile is kept anew.
scope.addEventListener("message", (event) => event.waitUntil(keep()));
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  address.hash = "";
  address.search = "";
  if (address.pathname.endsWith("/index.html")) address.pathname = address.pathname.slice(0, -"index.html".length);
  if (request.method === "GET" && own.has(address.href)) event.respondWith(answer(request, address.href));
});

export {};
