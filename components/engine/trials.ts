import { formatNumber, textOf, type Text } from "../../src/base/text.js";
import type { Calibration, RunEnvironment, Trial } from "../../src/training/run.js";

/** What became of one way to compute. */
export const trialText = ({ outcome, stepMilliseconds, why = "" }: Trial): Text => textOf((l) => {
  const en = l === "en";
  const time = formatNumber(stepMilliseconds ?? NaN, l, { significant: 2 });
  switch (outcome) {
    case "measured": return en ? `${time} ms a step` : `${time} ms por passo`;
    case "absent": return en ? "not in this browser" : "não existe neste navegador";
    case "emulated": return en ? "emulated by the processor, so slower than WebAssembly: not tried" : "emulada pelo processador e, por isso, mais lenta que WebAssembly: não foi testada";
    case "untried": return en ? "not needed" : "não foi preciso";
    case "wrong": return en ? "computes other numbers here: not used" : "calcula outros números aqui: não é usada";
    case "failed": return en ? `did not start (${why})` : `não iniciou (${why})`;
  }
});

/** Why this one computes. */
export function choiceText({ backend }: Pick<RunEnvironment, "backend">, calibration: Calibration | undefined, names: Readonly<Record<string, string>>): Text {
  const name = names[backend]!;
  if (!calibration) return { en: `${name} was asked for in the settings.`, "pt-BR": `${name} foi pedido nas configurações.` };
  switch (calibration.reason) {
    case "only": return { en: `${name}: there is no graphics card here that could be faster.`, "pt-BR": `${name}: não há aqui uma placa de vídeo que pudesse ser mais rápida.` };
    case "quick": return { en: `${name}: this training is over before a search for something faster would be.`, "pt-BR": `${name}: este treino termina antes que a procura de algo mais rápido terminasse.` };
    case "fastest": return { en: `${name} was the fastest on a network like this one.`, "pt-BR": `${name} foi o mais rápido em uma rede como esta.` };
  }
}
