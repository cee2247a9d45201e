import type { Locale } from "../base/text.js";

/** The table behind a figure, for those who read rather than look. */
export interface FigureTable {
  readonly columns: readonly { readonly name: string; readonly label: string; readonly numeric: boolean }[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface DrawOptions {
  /** CSS pixels, ≥ 240. */
  readonly width: number;
}

/** Everything a figure is: made by a pure function of its data, in one language. */
export interface FigureContent {
  /** Short and stable: part of the file name of a download ("loss-curves"). */
  readonly name: string;
  readonly title: string;
  /** One sentence computed from the data: what a reader should see in it. */
  readonly caption: string;
  readonly table: FigureTable;
  /** Colours come from the page's custom properties, so that light and dark are one drawing. */
  draw(options: DrawOptions): SVGSVGElement;
}

/** A kind of figure with an example that is also its snapshot test and its place in the gallery. */
export interface Figure<Data> {
  readonly name: string;
  make(data: Data, locale: Locale): FigureContent;
  readonly example: Data;
}
