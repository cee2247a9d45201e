import type { PreparedData } from "../../data/dataset.js";
import { base64 } from "../base64.js";

/** Examples as a Python cell carries them: JSON in gzip in base64. Tokens come as they were cut here, so that both sides count the same words. */
export async function embeddedData({ examples, tokens, split }: Pick<PreparedData, "examples" | "tokens" | "split">): Promise<string> {
  const partOf = new Map<number, number>();
  for (const [part, name] of (["train", "validation", "test"] as const).entries()) for (const index of split[name]) partOf.set(index, part);
  const rows = examples.map(({ text, label }, index) => [text, tokens[index]!.join("\n"), label, partOf.get(index) ?? 0]);
  const zipped = new Blob([JSON.stringify(rows)]).stream().pipeThrough(new CompressionStream("gzip"));
  return base64(new Uint8Array(await new Response(zipped).arrayBuffer()));
}
