import { registry } from "../../src/base/registry.js";
import type { CellKind } from "../../src/notebook/cell-kind.js";

/** Every component that a notebook can call, in the order of the add-cell menu. Importing this module defines their elements. */
export const kinds = registry<CellKind>("cells", []);
