import type { Text } from "../../src/base/text.js";
import { readPreference, writePreference } from "./preferences.js";

/** "system" follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeNames: Readonly<Record<Theme, Text>> = {
  system: { en: "System", "pt-BR": "Sistema" },
  light: { en: "Light", "pt-BR": "Claro" },
  dark: { en: "Dark", "pt-BR": "Escuro" },
};

/** The theme of the page; the stylesheet of index.html turns `data-theme` into a colour scheme, which every token follows. */
export const pageTheme = {
  get current(): Theme { return current; },
  set(theme: Theme): void {
    current = theme;
    writePreference("theme", theme === "system" ? undefined : theme);
    show();
  },
};

/** Puts the theme of the last visit on the page. */
export function restoreTheme(): void {
  const kept = readPreference("theme");
  current = themes.find((theme) => theme === kept) ?? "system";
  show();
}

let current: Theme = "system";
function show(): void {
  if (current === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = current;
}
