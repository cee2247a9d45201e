import type { EnginePanel } from "./panel.js";

/** Opens the panel that stands in an element's own tree, fetching its code first. */
export async function showEngine(root: ParentNode): Promise<void> {
  await import("./panel.js");
  await root.querySelector<EnginePanel>("at-engine-panel")?.open();
}
