// What a notebook in one file weighs by itself: the page, without the data, results and networks that a notebook puts into it.
import { gzipSync } from "node:zlib";

/** @returns the file's text without them, and the bytes of that in gzip */
export function withoutCargo(text) {
  const bare = text.replace(/(<script type="application\/json" id="atnet-(?:assets|weights|results)">)[^<]*/g, "$1{}");
  return { text: bare, gzipBytes: gzipSync(bare, { level: 9 }).length };
}
