import type { FormulaTree } from "./formula-tree.js";

/**
 * Formulas of the shipped notebooks by "d:" or "i:" (displayed or in the line) and their TeX. They are put in by our build (scripts/shipped-formulas.mjs);
 * with another one, the converter sets all of them.
 */
export const formulas: Readonly<Record<string, FormulaTree>> = {};
