// The READMEs' table of speeds, from what `npm run bench` measured last.
//   node scripts/readme-speeds.mjs     writes it into both
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const marks = ["<!-- speeds: node scripts/readme-speeds.mjs -->", "<!-- end of speeds -->"];
export const readmes = { "README.md": "en", "README.pt-BR.md": "pt-BR" };
const latest = JSON.parse(await readFile(path.join(root, "bench/results/latest.json"), "utf8"));

const words = {
  en: {
    head: ["A training step of", "1 thread, × PyTorch's", "2 threads, × PyTorch's", "1 thread, × plain tfjs"],
    rows: { W1: "the reference AtNet, on vectors", W2: "the same on texts of full length", W2padded: "the same on padded reviews", W3: "a small AtNet on texts", W4: "a Transformer's encoder" },
    said: (machine, date) => `2 means twice as fast. Medians of interleaved rounds, same losses; tfjs on WebAssembly, with the kernels that it lacks for training written in JavaScript. ${machine}, ${date}.`,
  },
  "pt-BR": {
    head: ["Um passo de treino de", "1 thread, × o PyTorch", "2 threads, × o PyTorch", "1 thread, × o tfjs puro"],
    rows: { W1: "AtNet de referência, sobre vetores", W2: "a mesma, em textos de comprimento inteiro", W2padded: "a mesma, em resenhas preenchidas", W3: "uma AtNet pequena, em textos", W4: "um encoder de Transformer" },
    said: (machine, date) => `2 quer dizer o dobro da velocidade. Medianas de rodadas intercaladas, mesmas perdas; tfjs em WebAssembly, com os kernels que lhe faltam para treinar escritos em JavaScript. ${machine}, ${date}.`,
  },
};
const number = (value, locale) => (value === null ? "–" : value.toLocaleString(locale, { maximumSignificantDigits: value < 10 ? 2 : 3, minimumSignificantDigits: value < 10 ? 2 : 1 }));

/** @returns the README's text with the table of the last bench */
export function withSpeeds(text, locale) {
  const { head, rows, said } = words[locale];
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const table = [line(head), line(head.map((_, i) => (i === 0 ? "---" : "---:"))), ...Object.entries(rows).map(([name, title]) => {
    const { pytorch1, pytorch2, tfjsHonest } = latest.ratios[name];
    return line([title, ...[pytorch1, pytorch2, tfjsHonest].map((value) => number(value, locale))]);
  })];
  const [begin, end] = marks.map((mark) => text.indexOf(mark));
  if (begin < 0 || end < begin) throw new Error(`a README without the marks ${marks.join(" and ")}`);
  return `${text.slice(0, begin)}${marks[0]}\n${table.join("\n")}\n\n${said(latest.machine, latest.date.slice(0, 10))}\n${text.slice(end)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, locale] of Object.entries(readmes)) {
    const file = path.join(root, name);
    await writeFile(file, withSpeeds(await readFile(file, "utf8"), locale));
  }
}
