import type { LocaleController } from "../base/locale.js";
import { commandOf, type CommandName } from "../editing/commands.js";
import { firstKeys } from "../editing/keymap.js";
import type { MenuGroup } from "../menu.js";

/** The menu of a cell: what of its commands has no button of its own. */
const groups: readonly (readonly CommandName[])[] = [
  ["up", "down", "duplicate", "insert-above", "select-down"],
  ["cut", "copy", "paste"],
  ["split", "merge", "to-text", "to-formula", "to-code", "fold"],
  ["delete"],
];

/** @param isOff commands that mean nothing here, such as moving the first cell up */
export const cellMenu = ({ say }: LocaleController, isOff: (name: CommandName) => boolean, choose: (name: CommandName) => void): readonly MenuGroup[] =>
  groups.map((names) => ({
    items: names.map((name) => {
      const keys = firstKeys(name, ["cell", "source"]);
      return { label: say(commandOf(name).title), ...(keys === undefined ? {} : { keys }), disabled: isOff(name), danger: name === "delete", choose: () => choose(name) };
    }),
  }));
