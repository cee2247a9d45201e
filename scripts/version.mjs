import { readFileSync } from "node:fs";

/** Of package.json: what the page calls itself on a run's card. */
export const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
/** What bundles have written in. */
export const written = { APP_VERSION: JSON.stringify(version) };
