/** Formulas of the shipped notebooks, set by the build (scripts/shipped-formulas.mjs), by "d:" or "i:" and their TeX. */
declare module "at:formulas" {
  const formulas: Readonly<Record<string, import("./formula-tree.js").FormulaTree>>;
  export default formulas;
}
