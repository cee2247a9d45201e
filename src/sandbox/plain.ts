import { limits } from "./protocol.js";

export interface Plain { readonly value: unknown; /** Whether anything was left out: a function, a circle, more than the limits allow. */ readonly cut: boolean }

/**
 * A copy that holds data alone, so that it can cross between the page and code that nobody checked: numbers, text, lists, typed arrays, dates,
 * objects without a prototype of their own. Functions, elements and what closes a circle are left out.
 */
export function plain(value: unknown): Plain {
  let items = 0;
  let cut = false;
  const open = new Set<object>();
  const copy = (one: unknown, depth: number): unknown => {
    if (one === null || one === undefined || typeof one === "string" || typeof one === "number" || typeof one === "boolean" || typeof one === "bigint") return one;
    if (typeof one !== "object" || depth > limits.depth || ++items > limits.items || open.has(one)) { cut = true; return undefined; }
    if (one instanceof Date) return new Date(Date.prototype.getTime.call(one));
    if (ArrayBuffer.isView(one) && !(one instanceof DataView)) {
      const bytes = one as Float32Array;
      items += bytes.length / 8;
      return bytes.slice();
    }
    open.add(one);
    let made: unknown;
    if (Array.isArray(one)) {
      const list: unknown[] = [];
      for (let i = 0; i < one.length && items <= limits.items; i++) { items += 0.125; list.push(copy(one[i], depth + 1)); }
      if (list.length < one.length) cut = true;
      made = list;
    } else if (one instanceof Map || one instanceof Set) made = copy([...one], depth);
    else if (isData(one)) {
      const object: Record<string, unknown> = {};
      // Defined, not assigned: "__proto__" is a name like any other.
      for (const key of Object.keys(one)) {
        const part = copy((one as Readonly<Record<string, unknown>>)[key], depth + 1);
        if (part !== undefined) Object.defineProperty(object, key, { value: part, enumerable: true, configurable: true, writable: true });
      }
      made = object;
    } else cut = true;
    open.delete(one);
    return made;
  };
  return { value: copy(value, 0), cut };
}

/** Whether an object is a record, or an instance of a class that code wrote; those of the browser (elements, ports, promises) are not. */
function isData(one: object): boolean {
  const tag = Object.prototype.toString.call(one);
  return tag === "[object Object]" && !("nodeType" in one) && !("then" in one);
}
