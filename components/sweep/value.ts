import { formatNumber, type Locale } from "../../src/base/text.js";
import { describeValue } from "../../src/hyperparameters/field.js";
import type { Dimension } from "../../src/search/space.js";

/** A value of a search in few letters: three digits of a number, a choice by its name alone. */
export const shortValue = ({ field }: Dimension, value: unknown, locale: Locale): string =>
  (typeof value === "number" && !Number.isInteger(value) ? formatNumber(value, locale, { significant: 3 }) : describeValue(field, value, locale).split(": ")[0]!);
