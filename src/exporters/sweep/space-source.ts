import type { Dimension, Space } from "../../search/space.js";
import { pythonLiteral } from "../python/literal.js";

/** `suggest(trial)`: the space as Optuna asks for it, scales and conditions as here. */
export const spaceSource = (space: Space): string => `"""What is searched: the same ranges, scales and conditions as in the notebook."""


def suggest(trial):
    """A point of the space, asked of an Optuna trial (Ray Tune's OptunaSearch asks in the same way)."""
    p = {}
${space.dimensions.map(line).join("\n")}
    return p
`;

function line(dimension: Dimension): string {
  const { name, condition } = dimension;
  const quoted = pythonLiteral(name);
  const asked = `p[${quoted}] = trial.${call(dimension, quoted)}`;
  return condition ? `    if p.get(${pythonLiteral(condition.name)}) in ${pythonLiteral(condition.values)}:\n        ${asked}` : `    ${asked}`;
}

function call(dimension: Dimension, name: string): string {
  if (dimension.kind === "choice") return `suggest_categorical(${name}, ${pythonLiteral(dimension.options)})`;
  const { low, high, scale, isWhole } = dimension;
  return `suggest_${isWhole ? "int" : "float"}(${name}, ${pythonLiteral(low)}, ${pythonLiteral(high)}${scale === "log" ? ", log=True" : ""})`;
}
