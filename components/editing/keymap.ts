import { textOf, type Text } from "../../src/base/text.js";
import { readPreference } from "../base/preferences.js";
import { commandNames, commandOf, type CommandName, type KeyPlace } from "./commands.js";

/** Whether single letters are keys of their own; some people dictate, and for some a slip of a finger must do nothing. */
export const lettersAct = (): boolean => readPreference("letter-keys") !== "off";

/** A press as the commands write it: "Ctrl+Shift+ArrowUp", "Shift+M", "?". */
export function pressOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): string {
  const isLetter = /^\p{L}$/u.test(key);
  // The minus with Shift is an underscore, wherever it lies.
  const plain = code === "Minus" || key === "_" ? "-" : isLetter ? key.toUpperCase() : key;
  const hasShift = shiftKey && (isLetter || plain === "-" || key.length > 1);
  return `${ctrlKey || metaKey ? "Ctrl+" : ""}${altKey ? "Alt+" : ""}${hasShift ? "Shift+" : ""}${plain}`;
}

const isLetterKey = (press: string): boolean => /^(?:Shift\+)?.$/.test(press);
/** What the browser does itself when these are pressed: it tells us through events of its own. */
const isTheBrowsers = (press: string): boolean => /^Ctrl\+[CVX]$/.test(press);

const maps = new Map<KeyPlace, ReadonlyMap<string, CommandName>>();
function mapOf(place: KeyPlace): ReadonlyMap<string, CommandName> {
  let map = maps.get(place);
  if (!map) maps.set(place, (map = new Map(commandNames.flatMap((name) => (commandOf(name).keys?.[place] ?? []).filter((press) => !isTheBrowsers(press)).map((press) => [press, name] as const)))));
  return map;
}

/** Reads presses in one place, also those that take two. */
export class KeyReader {
  readonly #map: ReadonlyMap<string, CommandName>;
  #before: string | undefined;

  constructor(place: KeyPlace) { this.#map = mapOf(place); }

  /** The command of a press; "waiting" for the first of two; undefined when it means nothing here. */
  read(event: KeyboardEvent): CommandName | "waiting" | undefined {
    const press = pressOf(event);
    const before = this.#before;
    this.#before = undefined;
    if (isLetterKey(press) && !lettersAct()) return undefined;
    const command = this.#map.get(before === undefined ? press : `${before} ${press}`) ?? this.#map.get(press);
    if (command) return command;
    if (!isLetterKey(press) || ![...this.#map.keys()].some((keys) => keys.startsWith(`${press} `))) return undefined;
    this.#before = press;
    return "waiting";
  }
}

const signs: Readonly<Record<string, string>> = { ArrowUp: "↑", ArrowDown: "↓", Escape: "Esc", "-": "−" };
/** Keys as people read them: "Ctrl Shift ↑". */
export const keyWords = (press: string): string => press.split(" ").map((one) => one.split(/\+(?=.)/).map((key) => signs[key] ?? key).join(" ")).join(" ");

/** The keys of a command for a menu, those of the given places first found; undefined when it has none. */
export function firstKeys(name: CommandName, places: readonly KeyPlace[]): string | undefined {
  const { keys } = commandOf(name);
  const press = places.flatMap((place) => keys?.[place] ?? []).find((one) => lettersAct() || !isLetterKey(one.split(" ")[0]!));
  return press === undefined ? undefined : keyWords(press);
}

/** All keys of a command in one place, in words: "↑ or K". */
export const allKeys = (name: CommandName, place: KeyPlace): Text =>
  textOf((locale) => (commandOf(name).keys?.[place] ?? []).map(keyWords).join(locale === "en" ? " or " : " ou "));
