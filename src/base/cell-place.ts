/** Which cell of which notebook: where what it makes is kept. */
export interface CellPlace {
  /** The notebook's key in this browser. */
  readonly notebook: string;
  /** The cell's id in the notebook. */
  readonly cell: number;
}
