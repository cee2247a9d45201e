import { registry } from "../../base/registry.js";
import { grid } from "./grid.js";
import { random } from "./random.js";
import type { Sampler } from "./sampler.js";
import { sobol } from "./sobol.js";
import { tpe } from "./tpe.js";

/** Every way to search. One file, one line here. */
export const samplers = registry<Sampler>("samplers", [tpe, random, sobol, grid]);
