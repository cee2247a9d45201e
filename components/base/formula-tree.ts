/** An element of MathML. */
export interface FormulaTree {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly children: readonly (string | FormulaTree)[];
}

const mathml = "http://www.w3.org/1998/Math/MathML";

/** Builds a formula that was set when the page was built. */
export function fromTree({ name, attributes = {}, children }: FormulaTree): Element {
  const element = document.createElementNS(mathml, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children.map((child) => (typeof child === "string" ? child : fromTree(child))));
  return element;
}
