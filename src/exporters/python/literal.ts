/** A piece of a program in the place of a value. It reads as its code, and counts as the value that it has at one place. */
export class PythonCode {
  readonly code: string;
  readonly #value: number;
  constructor(code: string, value: number) {
    this.code = code;
    this.#value = value;
  }
  toString(): string { return this.code; }
  valueOf(): number { return this.#value; }
}

/** A value as Python writes it. */
export function pythonLiteral(value: unknown): string {
  switch (typeof value) {
    case "boolean": return value ? "True" : "False";
    case "number": return Number.isInteger(value) || !Number.isFinite(value) ? String(value) : String(value).replace(/^(-?\d+)e/, "$1.0e");
    case "string": return JSON.stringify(value);
    default:
      if (value === null || value === undefined) return "None";
      if (value instanceof PythonCode) return value.code;
      if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
      return `{${Object.entries(value).map(([key, one]) => `${JSON.stringify(key)}: ${pythonLiteral(one)}`).join(", ")}}`;
  }
}

/** Keyword arguments: `units=10, activation="relu"`. */
export const keywords = (values: Readonly<Record<string, unknown>>): string => Object.entries(values).map(([name, value]) => `${name}=${pythonLiteral(value)}`).join(", ");

/** A name that Python takes: "first-notebook" → "first_notebook". */
export const pythonName = (name: string): string => name.replace(/\W+/g, "_").replace(/^(?=\d)/, "_");
