/** A place in the product. Everything is in the hash: any file server can host it. */
export type Route =
  | { readonly page: "start" }
  | { readonly page: "shipped"; readonly name: string }
  | { readonly page: "draft"; readonly key: string };

/** Reads `#/`, `#/n/NAME`, `#/draft/KEY`; undefined for a place that does not exist. A hash without "/" is a place in the page, not a route. */
export function readRoute(hash: string): Route | undefined {
  const path = hash.replace(/^#\/?/, "");
  if (path === "") return { page: "start" };
  const [, kind, name] = /^(n|draft)\/(.{1,200})$/.exec(path) ?? [];
  if (!kind || !name) return undefined;
  let decoded: string;
  try { decoded = decodeURIComponent(name); } catch { return undefined; }
  return kind === "n" ? { page: "shipped", name: decoded } : { page: "draft", key: decoded };
}

export function hashOf(route: Route): string {
  switch (route.page) {
    case "start": return "#/";
    case "shipped": return `#/n/${encodeURIComponent(route.name)}`;
    case "draft": return `#/draft/${encodeURIComponent(route.key)}`;
  }
}
