/** Where a device remembers small texts; it may refuse. */
export interface SmallMemory {
  read(name: string): string | undefined;
  write(name: string, value: string | undefined): void;
}

/** Notebooks whose code this device was told to trust; the oldest are forgotten. */
const most = 200;

/**
 * Which code of one notebook may run. Trust is given to the code that is there, all of it, and is remembered by its hash: the same file opens trusted on
 * the same device, a changed one does not. What the person writes in an editor of this page is theirs; what comes in any other way waits to be trusted.
 * Trust lets code run in the sandbox; it never switches sanitising off.
 */
export class Trust {
  readonly #memory: SmallMemory;
  readonly #allowed = new Set<string>();

  constructor(memory: SmallMemory) { this.#memory = memory; }

  allows(source: string): boolean { return this.#allowed.has(source); }

  /** The person wrote this, or said that it may run. */
  allow(sources: Iterable<string>): void { for (const source of sources) this.#allowed.add(source); }

  /** Allows what the device remembers. @param sources all code of the notebook, in order @returns whether it did */
  async recall(sources: readonly string[]): Promise<boolean> {
    const hash = await hashOf(sources);
    if (hash === undefined || !this.#remembered.includes(hash)) return false;
    this.allow(sources);
    return true;
  }

  /** Remembers a notebook all of whose code is allowed, so that one's own edits keep it so. */
  async remember(sources: readonly string[]): Promise<void> {
    if (sources.length === 0 || !sources.every((source) => this.allows(source))) return;
    const hash = await hashOf(sources);
    if (hash === undefined) return;
    this.#memory.write("trusted", [hash, ...this.#remembered.filter((one) => one !== hash)].slice(0, most).join(" "));
  }

  get #remembered(): readonly string[] { return (this.#memory.read("trusted") ?? "").split(" ").filter((one) => /^[\da-f]{64}$/.test(one)); }
}

/** SHA-256 of a notebook's code; undefined where the browser hashes for secure pages alone: trust then lasts for a visit. */
export async function hashOf(sources: readonly string[]): Promise<string | undefined> {
  if (sources.length === 0 || !globalThis.crypto?.subtle) return undefined;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(sources)));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
