const token = /[ \t\n\r]*(?:([[\]{}:,])|("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.])|(?:true|false|null)\b))/y;

/**
 * Where a text stops being JSON: browsers tell it in words of their own, or not at all. Nothing is nested on the stack.
 * @returns the offset of what should not be there, or the length where something is missing at the end
 */
export function firstMistake(text: string): number {
  const open: string[] = [];
  /** What may come: a value, a key, what follows a key, or what follows a value. */
  let expects: "value" | "value or ]" | "key" | "key or }" | "colon" | "more" = "value";
  for (let at = 0; at < text.length;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) return at + /^[ \t\n\r]*/.exec(text.slice(at))![0].length;
    const [whole, sign, string, other] = match;
    const start = at + whole.length - (sign ?? string ?? other)!.length;
    const inside = open.at(-1);
    if (expects === "more" && inside === undefined) return start;
    if (sign === "[" || sign === "{") {
      if (!expects.startsWith("value")) return start;
      open.push(sign);
      expects = sign === "[" ? "value or ]" : "key or }";
    } else if (sign === "]" || sign === "}") {
      const fits = sign === "]" ? inside === "[" && (expects === "more" || expects === "value or ]") : inside === "{" && (expects === "more" || expects === "key or }");
      if (!fits) return start;
      open.pop();
      expects = "more";
    } else if (sign === ",") {
      if (expects !== "more") return start;
      expects = inside === "[" ? "value" : "key";
    } else if (sign === ":") {
      if (expects !== "colon") return start;
      expects = "value";
    } else if (expects.startsWith("key")) {
      if (string === undefined) return start;
      expects = "colon";
    } else {
      if (!expects.startsWith("value")) return start;
      expects = "more";
    }
    at += whole.length;
  }
  return text.length;
}
