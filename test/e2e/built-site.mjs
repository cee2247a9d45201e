// The built product that the tests open: built once for a run of all of them (test/run.mjs), or now where a file is run by itself.
import { build } from "../../esbuild.config.mjs";

/** @returns the folder to serve, which nobody writes to while tests run */
export const builtSite = async () => process.env.AT_SITE ?? build();
