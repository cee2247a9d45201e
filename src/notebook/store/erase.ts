/** Everything that this product keeps in a browser begins with this; another page of the same address may keep things too. */
const prefix = "atnet-notebook";
const preferencePrefix = "at-";

/** Milliseconds that other tabs have to let go of a database. */
const patience = 3000;

/** What is kept, by the names of its places. */
export async function keptPlaces(): Promise<readonly string[]> {
  const databases = await attempt(async () => (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : [])));
  const stores = await attempt(async () => (await caches.keys()).filter((name) => name.startsWith(prefix)));
  const preferences = await attempt(async () => Object.keys(localStorage).filter((name) => name.startsWith(preferencePrefix)));
  return [...databases, ...stores, ...preferences];
}

/** Erases all of it. @returns what is still there, because another tab holds it or the browser refuses; empty when nothing is left */
export async function eraseEverything(): Promise<readonly string[]> {
  await attempt(async () => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => (name?.startsWith(prefix) ? [name] : []));
    await Promise.all(names.map(deleteDatabase));
    return [];
  });
  await attempt(async () => {
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    return [];
  });
  await attempt(async () => {
    for (const name of Object.keys(localStorage)) if (name.startsWith(preferencePrefix)) localStorage.removeItem(name);
    return [];
  });
  // Looked at again: only what is gone is said to be gone.
  return keptPlaces();
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    for (const end of ["success", "error"] as const) request.addEventListener(end, () => resolve());
    setTimeout(resolve, patience);
  });
}

/** A place that the browser does not have holds nothing. */
async function attempt(look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try { return await look(); } catch { return []; }
}
