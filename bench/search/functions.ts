import { defineSchema, type Schema } from "../../src/hyperparameters/schema.js";
import { readSpace } from "../../src/search/read-space.js";
import type { Point, Space } from "../../src/search/space.js";

/** A function that searches are compared on: less is better. */
export interface TestFunction { readonly name: string; readonly space: Space; readonly least: number; at(point: Point): number }

const fieldsOf = (ranges: Readonly<Record<string, readonly [number, number]>>): Schema => defineSchema(Object.fromEntries(Object.entries(ranges).map(([name, [min, max]]) =>
  [name, { kind: "real", default: min, min, max, stage: "training", invalidates: "nothing", label: { en: name, "pt-BR": name }, doc: { en: name, "pt-BR": name } }])));
const spaceOf = (ranges: Readonly<Record<string, readonly [number, number]>>): Space => readSpace(fieldsOf(ranges), Object.fromEntries(Object.keys(ranges).map((name) => [name, {}]))).space;

/** Branin: two dimensions, three equal minima (Dixon & Szegő 1978). */
export const branin: TestFunction = {
  name: "Branin", least: 0.397887,
  space: spaceOf({ x: [-5, 10], y: [0, 15] }),
  at: ({ x: givenX, y: givenY }) => {
    const [x, y] = [Number(givenX), Number(givenY)];
    return (y - (5.1 / (4 * Math.PI ** 2)) * x * x + (5 / Math.PI) * x - 6) ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  },
};

const steepness = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]];
const places = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]];
const depths = [1, 1.2, 3, 3.2];
const names = ["x1", "x2", "x3", "x4", "x5", "x6"];

/** Hartmann's function of six dimensions: one minimum of several (Dixon & Szegő 1978). */
export const hartmann6: TestFunction = {
  name: "Hartmann6", least: -3.32237,
  space: spaceOf(Object.fromEntries(names.map((name) => [name, [0, 1] as const]))),
  at: (point) => -depths.reduce((sum, depth, i) => sum + depth * Math.exp(-names.reduce((inner, name, j) => inner + steepness[i]![j]! * (Number(point[name]) - places[i]![j]! / 10_000) ** 2, 0)), 0),
};
