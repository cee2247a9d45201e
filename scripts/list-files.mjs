import { readdir } from "node:fs/promises";
import path from "node:path";

/** Every file below a folder, in a stable order; none when the folder is absent. */
export async function listFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath ?? entry.path, entry.name)).sort();
}
