import type { PreparedData } from "../../data/dataset.js";
import { base64 } from "../base64.js";

/** Each example with its tokens as they were cut here, so that both sides count the same words, its label, and its part: 0 train, 1 validation, 2 test. */
export function rowsOf({ examples, tokens, split }: Pick<PreparedData, "examples" | "tokens" | "split">): readonly (readonly [text: string, tokens: string, label: number, part: number])[] {
  const partOf = new Map<number, number>();
  for (const [part, name] of (["train", "validation", "test"] as const).entries()) for (const index of split[name]) partOf.set(index, part);
  return examples.map(({ text, label }, index) => [text, tokens[index]!.join("\n"), label, partOf.get(index) ?? 0]);
}

/** Examples as a Python cell carries them: JSON in gzip in base64. */
export async function embeddedData(prepared: Pick<PreparedData, "examples" | "tokens" | "split">): Promise<string> {
  const zipped = new Blob([JSON.stringify(rowsOf(prepared))]).stream().pipeThrough(new CompressionStream("gzip"));
  return base64(new Uint8Array(await new Response(zipped).arrayBuffer()));
}
