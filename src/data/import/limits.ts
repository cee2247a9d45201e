/**
 * The most that is read of what a person brings. A file beyond its limit is refused before it is read; a worker that runs out of memory
 * would take the whole page with it.
 */
export const limits = {
  /** Bytes of a file, or of all files of a folder together. */
  fileBytes: 64 * 2 ** 20,
  /** Bytes that a zipped file may swell to. */
  unzippedBytes: 128 * 2 ** 20,
  files: 50_000,
  rows: 1_000_000,
  columns: 2_000,
  /** Characters in one cell of a table. */
  cellLength: 1_000_000,
  /** Characters of a text that is learned from; what comes after is cut. */
  textLength: 20_000,
  /** How deep JSON may be nested. */
  depth: 64,
  /** Different labels: beyond this a column names its rows and does not class them. */
  classes: 50,
  /** Characters of a label. */
  labelLength: 80,
  /** Characters of a table that may travel in the notebook itself. */
  inlineLength: 65_536,
} as const;
