import type { ChoiceField } from "../../src/hyperparameters/field.js";

/** Which texts a cell judges a network on. */
export const splitField = {
  kind: "choice", stage: "output", invalidates: "nothing", default: "test",
  choices: { test: { en: "test", "pt-BR": "teste" }, validation: { en: "validation", "pt-BR": "validação" } },
  label: { en: "Texts", "pt-BR": "Textos" },
  doc: { en: "Test texts were never looked at; validation texts chose the epoch that is kept.", "pt-BR": "Os textos de teste nunca foram vistos; os de validação escolheram a época que fica." },
} as const satisfies ChoiceField;
