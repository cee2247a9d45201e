import { problem, show, type Problem } from "../base/problem.js";
import { nearestName } from "../base/registry.js";
import { textOf, type Text } from "../base/text.js";
import { problemWith, type FieldValue } from "../hyperparameters/field.js";
import type { Schema } from "../hyperparameters/schema.js";
import type { Condition, Dimension, SearchableField, Space } from "./space.js";

export interface SpaceReading { readonly space: Space; readonly problems: readonly Problem[] }

/**
 * Reads a space as it is written: `{learningRate: {from: 0.0001, to: 0.03}, kernelSize: [3, 5, 7], attentionUnits: {from: 4, to: 32, when: {attention: "additive"}}}`.
 * What does not fit is left out and said; names come from the schema, never from the input.
 */
export function readSpace(schema: Schema, written: unknown): SpaceReading {
  if (!isRecord(written)) return { space: { dimensions: [] }, problems: [noSpace(written)] };
  const problems: Problem[] = [];
  const dimensions = Object.entries(written).flatMap(([name, how]): readonly Dimension[] => {
    const field = Object.hasOwn(schema, name) ? schema[name]! : undefined;
    if (!field || field.kind === "text") {
      problems.push(notSearched(name, schema));
      return [];
    }
    const read = readDimension(name, field, how);
    if ("code" in read) problems.push(read);
    return "code" in read ? [] : [read];
  });
  if (dimensions.length === 0 && problems.length === 0) problems.push(noSpace(undefined));
  const ordered = inOrder(dimensions, problems);
  return { space: { dimensions: ordered }, problems };
}

function readDimension(name: string, field: SearchableField, how: unknown): Dimension | Problem {
  const path = `space.${name}`;
  if (Array.isArray(how)) return readOptions(name, field, how, undefined);
  if (!isRecord(how)) return formProblem(path, field, how);
  const condition = readCondition(path, how["when"]);
  if (condition && "code" in condition) return condition;
  if (Array.isArray(how["options"])) return readOptions(name, field, how["options"], condition);
  if (field.kind === "boolean" || field.kind === "choice") return how["from"] === undefined && how["to"] === undefined && how["options"] === undefined ? readOptions(name, field, allOf(field), condition) : formProblem(path, field, how);
  const { from = field.min, to = field.max, scale = field.scale ?? "linear" } = how;
  for (const [end, value] of [["from", from], ["to", to]] as const) {
    const wrong = problemWith(`${path}.${end}`, field, value);
    if (wrong) return wrong;
  }
  const [low, high] = [from as number, to as number];
  if (low >= high) return problem("range-is-empty", path, { expected: { en: "from to be less than to", "pt-BR": "“from” menor que “to”" }, received: { from: low, to: high }, wayOut: { en: "Swap or widen them, or take the setting out of the search.", "pt-BR": "Troque ou alargue os dois, ou tire o campo da busca." } });
  if (scale !== "linear" && scale !== "log") return problem("not-a-scale", `${path}.scale`, { expected: { en: "linear or log", "pt-BR": "linear ou log" }, received: scale });
  if (scale === "log" && low <= 0) return problem("log-needs-more-than-zero", `${path}.from`, { expected: { en: "more than 0 on a logarithmic scale", "pt-BR": "mais que 0 numa escala logarítmica" }, received: low, wayOut: { en: "Raise it, or write scale: \"linear\".", "pt-BR": "Aumente o valor ou escreva scale: \"linear\"." } });
  return { kind: "number", name, field, condition, low, high, scale, isWhole: field.kind === "integer" };
}

function readOptions(name: string, field: SearchableField, given: readonly unknown[], condition: Condition | undefined): Dimension | Problem {
  const path = `space.${name}`;
  const options = [...new Set(given)];
  const wrong = options.map((option) => problemWith(path, field, option)).find((one) => one !== undefined);
  if (wrong) return wrong;
  if (options.length < 2) return problem("nothing-to-choose", path, { expected: { en: "at least two different values", "pt-BR": "pelo menos dois valores diferentes" }, received: given, wayOut: { en: "Add one, or take the setting out of the search.", "pt-BR": "Acrescente um ou tire o campo da busca." } });
  if (options.length > mostOptions) return problem("too-many-options", path, { expected: textOf((l) => (l === "en" ? `at most ${mostOptions} values` : `no máximo ${mostOptions} valores`)), received: options.length, wayOut: { en: "A range, such as {from: 1, to: 100}, holds as many as you like.", "pt-BR": "Um intervalo, como {from: 1, to: 100}, comporta quantos você quiser." } });
  return { kind: "choice", name, field, condition, options: options as FieldValue[] };
}
/** Options have no order: more of them than this cannot be told apart by any number of trials. */
const mostOptions = 12;
const allOf = (field: Extract<SearchableField, { kind: "boolean" | "choice" }>): readonly FieldValue[] => (field.kind === "boolean" ? [false, true] : Object.keys(field.choices));

function readCondition(path: string, when: unknown): Condition | Problem | undefined {
  if (when === undefined) return undefined;
  const entries = isRecord(when) ? Object.entries(when) : [];
  if (entries.length !== 1) return problem("not-a-condition", `${path}.when`, { expected: { en: "one other setting and its value, such as {attention: \"additive\"}", "pt-BR": "um outro campo e seu valor, como {attention: \"additive\"}" }, received: when });
  const [name, values] = entries[0]!;
  return { name, values: (Array.isArray(values) ? values : [values]) as readonly FieldValue[] };
}

/** Each dimension after the one that its condition names. A condition that can never hold, or that waits for itself, is a problem and takes its dimension out. */
function inOrder(dimensions: readonly Dimension[], problems: Problem[]): readonly Dimension[] {
  const ordered: Dimension[] = [];
  let waiting = dimensions;
  while (waiting.length > 0) {
    const ready = waiting.filter(({ condition }) => condition === undefined || ordered.some(({ name }) => name === condition.name));
    if (ready.length === 0) break;
    for (const dimension of ready) {
      const parent = ordered.find(({ name }) => name === dimension.condition?.name);
      const bad = parent && dimension.condition!.values.filter((value) => !canBe(parent, value));
      if (bad && bad.length > 0) problems.push(neverHolds(dimension, parent!, bad));
      else ordered.push(dimension);
    }
    waiting = waiting.filter((one) => !ready.includes(one));
  }
  for (const { name, condition } of waiting) problems.push(waitsFor(name, condition!.name, dimensions.some((one) => one.name === condition!.name)));
  return ordered;
}
/** Whether a search ever gives the dimension this value. */
const canBe = (dimension: Dimension, value: FieldValue): boolean => (dimension.kind === "choice" ? dimension.options.includes(value) : typeof value === "number" && value >= dimension.low && value <= dimension.high && dimension.isWhole && Number.isInteger(value));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === "object" && value !== null && !Array.isArray(value);

const noSpace = (received: unknown): Problem => problem("empty-space", "space", {
  expected: { en: "at least one setting to vary, such as {learningRate: {from: 0.0001, to: 0.03}}", "pt-BR": "pelo menos um campo para variar, como {learningRate: {from: 0.0001, to: 0.03}}" },
  ...(received === undefined ? {} : { received }),
  wayOut: { en: "Choose what to vary below.", "pt-BR": "Escolha abaixo o que variar." },
});
function notSearched(name: string, schema: Schema): Problem {
  const names = Object.keys(schema).filter((one) => schema[one]!.kind !== "text");
  const near = nearestName(name, names);
  return problem("not-a-setting-to-search", `space.${name}`, {
    expected: { en: "a setting of this architecture", "pt-BR": "um campo desta arquitetura" }, received: name,
    wayOut: near && near !== name ? { en: `Did you mean "${near}"?`, "pt-BR": `Você quis dizer "${near}"?` } : { en: "It is left out of the search.", "pt-BR": "Ele fica fora da busca." },
  });
}
function formProblem(path: string, field: SearchableField, received: unknown): Problem {
  const expected: Text = field.kind === "integer" || field.kind === "real"
    ? { en: "a range such as {from: 1, to: 10}, or a list of values", "pt-BR": "um intervalo como {from: 1, to: 10} ou uma lista de valores" }
    : { en: "a list of values to choose from", "pt-BR": "uma lista de valores para escolher" };
  return problem("not-a-range", path, { expected, received });
}
const neverHolds = ({ name }: Dimension, parent: Dimension, bad: readonly FieldValue[]): Problem => problem("condition-never-holds", `space.${name}.when`, {
  expected: textOf((l) => (l === "en" ? `a value that the search gives to ${parent.name}` : `um valor que a busca dê a ${parent.name}`)), received: bad.length === 1 ? bad[0] : bad,
  wayOut: textOf((l) => (l === "en" ? `Add ${bad.map(show).join(", ")} to what ${parent.name} may be, or change the condition.` : `Acrescente ${bad.map(show).join(", ")} aos valores de ${parent.name} ou mude a condição.`)),
});
const waitsFor = (name: string, other: string, isInSpace: boolean): Problem => problem(isInSpace ? "conditions-in-a-circle" : "condition-on-a-fixed-setting", `space.${name}.when`, {
  expected: isInSpace ? { en: "conditions that do not wait for each other", "pt-BR": "condições que não esperem uma pela outra" } : { en: "a setting that is searched too", "pt-BR": "um campo que também esteja na busca" },
  received: other,
  wayOut: { en: "Take the condition away, or search the other setting as well.", "pt-BR": "Tire a condição ou inclua o outro campo na busca." },
});
