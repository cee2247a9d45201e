import type { Text } from "../../src/base/text.js";

/** Where keys act: on the whole page, with the frame of a cell focused, in a source. */
export type KeyPlace = "page" | "cell" | "source";
/** A thing to do with the notebook or its cells: what menus, keys, the palette and the help sheet all read. */
export interface Command {
  readonly title: Text;
  /** Keys as "Ctrl+Shift+ArrowUp", "Shift+M", "D D"; ⌘ stands for Ctrl. Letters act only on a frame and can be switched off. */
  readonly keys?: Readonly<Partial<Record<KeyPlace, readonly string[]>>>;
  readonly of: "moving" | "cells" | "kind" | "notebook" | "view";
  /** Whether only keys do it: it means nothing in a list. */
  readonly isOnlyKeys?: true;
}

/** In the order that the palette and the help sheet list them. */
export const commands = {
  previous: { of: "moving", title: { en: "Previous cell", "pt-BR": "Célula anterior" }, keys: { cell: ["ArrowUp", "K"] }, isOnlyKeys: true },
  next: { of: "moving", title: { en: "Next cell", "pt-BR": "Próxima célula" }, keys: { cell: ["ArrowDown", "J", "Shift+Enter"] }, isOnlyKeys: true },
  first: { of: "moving", title: { en: "First cell", "pt-BR": "Primeira célula" }, keys: { cell: ["Home"] } },
  last: { of: "moving", title: { en: "Last cell", "pt-BR": "Última célula" }, keys: { cell: ["End"] } },
  "select-up": { of: "moving", title: { en: "Select the cell above too", "pt-BR": "Selecionar também a célula acima" }, keys: { cell: ["Shift+ArrowUp", "Shift+K"] } },
  "select-down": { of: "moving", title: { en: "Select the cell below too", "pt-BR": "Selecionar também a célula abaixo" }, keys: { cell: ["Shift+ArrowDown", "Shift+J"] } },
  "select-all": { of: "moving", title: { en: "Select all cells", "pt-BR": "Selecionar todas as células" }, keys: { cell: ["Ctrl+A"] } },
  edit: { of: "cells", title: { en: "Edit the source", "pt-BR": "Editar o código-fonte" }, keys: { cell: ["Enter"] } },
  source: { of: "cells", title: { en: "Show or hide the source", "pt-BR": "Mostrar ou esconder o código-fonte" }, keys: { cell: ["O"] } },
  apply: { of: "cells", title: { en: "Apply", "pt-BR": "Aplicar" }, keys: { source: ["Ctrl+Enter"], cell: ["Ctrl+Enter"] }, isOnlyKeys: true },
  "apply-next": { of: "cells", title: { en: "Apply and go to the next cell", "pt-BR": "Aplicar e ir para a próxima célula" }, keys: { source: ["Shift+Enter"] }, isOnlyKeys: true },
  "apply-insert": { of: "cells", title: { en: "Apply and insert text below", "pt-BR": "Aplicar e inserir texto abaixo" }, keys: { source: ["Alt+Enter"] }, isOnlyKeys: true },
  leave: { of: "cells", title: { en: "Back to the frame of the cell; what you typed stays", "pt-BR": "Voltar à moldura da célula; o que você digitou fica" }, keys: { source: ["Escape"] }, isOnlyKeys: true },
  train: { of: "cells", title: { en: "Train, pause or go on", "pt-BR": "Treinar, pausar ou continuar" }, keys: { cell: ["T"] } },
  "insert-above": { of: "cells", title: { en: "Insert text above", "pt-BR": "Inserir texto acima" }, keys: { cell: ["A"] } },
  "insert-below": { of: "cells", title: { en: "Insert text below", "pt-BR": "Inserir texto abaixo" }, keys: { cell: ["B", "Alt+Enter"] } },
  add: { of: "cells", title: { en: "Insert a cell below…", "pt-BR": "Inserir célula abaixo…" }, keys: { cell: ["Shift+B"] } },
  up: { of: "cells", title: { en: "Move up", "pt-BR": "Mover para cima" }, keys: { cell: ["Ctrl+Shift+ArrowUp"] } },
  down: { of: "cells", title: { en: "Move down", "pt-BR": "Mover para baixo" }, keys: { cell: ["Ctrl+Shift+ArrowDown"] } },
  duplicate: { of: "cells", title: { en: "Duplicate", "pt-BR": "Duplicar" } },
  cut: { of: "cells", title: { en: "Cut", "pt-BR": "Recortar" }, keys: { cell: ["X", "Ctrl+X"] } },
  copy: { of: "cells", title: { en: "Copy", "pt-BR": "Copiar" }, keys: { cell: ["C", "Ctrl+C"] } },
  paste: { of: "cells", title: { en: "Paste below", "pt-BR": "Colar abaixo" }, keys: { cell: ["V", "Ctrl+V"] } },
  split: { of: "cells", title: { en: "Split at the cursor", "pt-BR": "Dividir na posição do cursor" }, keys: { source: ["Ctrl+Shift+-"] } },
  merge: { of: "cells", title: { en: "Merge with the next cell", "pt-BR": "Juntar com a próxima célula" }, keys: { cell: ["Shift+M"] } },
  fold: { of: "cells", title: { en: "Fold or unfold", "pt-BR": "Recolher ou abrir" }, keys: { cell: ["H"] } },
  delete: { of: "cells", title: { en: "Delete", "pt-BR": "Apagar" }, keys: { cell: ["D D"] } },
  "to-text": { of: "kind", title: { en: "Make it text", "pt-BR": "Transformar em texto" }, keys: { cell: ["M"] } },
  "to-code": { of: "kind", title: { en: "Make it code", "pt-BR": "Transformar em código" }, keys: { cell: ["Y"] } },
  "to-formula": { of: "kind", title: { en: "Make it a formula", "pt-BR": "Transformar em fórmula" } },
  undo: { of: "notebook", title: { en: "Undo", "pt-BR": "Desfazer" }, keys: { page: ["Ctrl+Z"], cell: ["Z"] } },
  redo: { of: "notebook", title: { en: "Redo", "pt-BR": "Refazer" }, keys: { page: ["Ctrl+Shift+Z", "Ctrl+Y"], cell: ["Shift+Z"] } },
  save: { of: "notebook", title: { en: "Save to a file", "pt-BR": "Salvar em arquivo" }, keys: { page: ["Ctrl+S"] } },
  export: { of: "notebook", title: { en: "Export…", "pt-BR": "Exportar…" } },
  share: { of: "notebook", title: { en: "Share as a link…", "pt-BR": "Compartilhar como link…" } },
  open: { of: "notebook", title: { en: "Open a file…", "pt-BR": "Abrir um arquivo…" } },
  versions: { of: "notebook", title: { en: "Versions…", "pt-BR": "Versões…" } },
  history: { of: "notebook", title: { en: "Run history…", "pt-BR": "Histórico de execuções…" } },
  palette: { of: "view", title: { en: "All commands…", "pt-BR": "Todos os comandos…" }, keys: { page: ["Ctrl+K", "Ctrl+Shift+P"] } },
  outline: { of: "view", title: { en: "Outline…", "pt-BR": "Sumário…" }, keys: { cell: ["G"] } },
  find: { of: "view", title: { en: "Find and replace…", "pt-BR": "Localizar e substituir…" }, keys: { cell: ["F"] } },
  deleted: { of: "view", title: { en: "Recently deleted…", "pt-BR": "Apagadas há pouco…" } },
  reader: { of: "view", title: { en: "Reader view", "pt-BR": "Modo de leitura" }, keys: { page: ["Ctrl+."] } },
  help: { of: "view", title: { en: "Keyboard and help", "pt-BR": "Teclado e ajuda" }, keys: { cell: ["?"] } },
  start: { of: "notebook", title: { en: "All notebooks", "pt-BR": "Todos os notebooks" } },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;
export const commandNames = Object.keys(commands) as readonly CommandName[];
export const commandOf = (name: CommandName): Command => commands[name];
