/** Observable Plot for code cells that draw: a part of its own, because it is large. */
import * as Plot from "@observablehq/plot";

(globalThis as { Plot?: unknown }).Plot = Plot;
