/** The most that a file which a page brings may hold, in bytes. A built-in set has some hundred kilobytes; far beyond that it is not ours. */
export const largestAsset = 32 * 2 ** 20;

/** Under which name a person's own file travels in a page. @param hash SHA-256 of its bytes */
export const ownAsset = (hash: string): string => `own-${hash}`;
