import { gzipSync, strToU8, zipSync } from "fflate";
import { problem, ProblemError } from "../../base/problem.js";
import { rowsOf } from "../ipynb/embedded-data.js";
import type { ExportedSweep, SweepExporter } from "../exporter.js";
import { parametricNetwork } from "./parametric-network.js";
import { networkProgram } from "./programs/network.js";
import { optunaProgram } from "./programs/optuna.js";
import { rayProgram } from "./programs/ray.js";
import { requirements } from "./programs/requirements.js";
import { trialProgram } from "./programs/trial.js";
import { readmeOf } from "./readme.js";
import { spaceSource } from "./space-source.js";

/** A search for more machines than this one: the same network, data, space and seeds in Keras, with Ray Tune and Optuna. */
export const pythonProject: SweepExporter = {
  name: "python-project",
  title: { en: "Python project", "pt-BR": "Projeto em Python" },
  summary: {
    en: "The same search in Keras with Ray Tune and Optuna, for a stronger machine or several: network, data, space and seeds. What it finds opens here again.",
    "pt-BR": "A mesma busca em Keras com Ray Tune e Optuna, para uma máquina mais forte ou várias: rede, dados, espaço e sementes. O que ela encontrar abre aqui de novo.",
  },
  extension: ".search.zip",
  mediaType: "application/zip",
  // What learns at once is no program of layers for a loop of gradients.
  isFor: (architecture) => architecture !== "bag-of-words",
  make: async (sweep) => zipSync(filesOf(sweep)) as Uint8Array<ArrayBuffer>,
};

/** The files of the project by their names. @throws ProblemError where no point of the space makes a network */
function filesOf({ title, locale, space, base, prepared, search, layersOf }: ExportedSweep): Record<string, Uint8Array> {
  const functions = parametricNetwork(space, base, layersOf);
  if (!functions.includes("def network_1")) throw new ProblemError([noNetwork]);
  const always = new Set(space.dimensions.filter(({ condition }) => condition === undefined).map(({ name }) => name));
  const about = {
    format: "atnet-search", version: 1, notebook: title, ...search, classes: prepared.classes.map((one) => one[locale]),
    fixed: Object.fromEntries(Object.entries(base).filter(([name]) => !always.has(name))),
  };
  return {
    "README.md": strToU8(readmeOf(title, search.trials, locale)), "requirements.txt": strToU8(requirements), "search.json": strToU8(`${JSON.stringify(about, null, 1)}\n`),
    "space.py": strToU8(spaceSource(space)), "network.py": strToU8(networkProgram(functions)), "trial.py": strToU8(trialProgram),
    "search_ray.py": strToU8(rayProgram), "search_optuna.py": strToU8(optunaProgram), "data.json.gz": gzipSync(strToU8(JSON.stringify(rowsOf(prepared)))),
  };
}

const noNetwork = problem("no-network-to-search", "space", {
  expected: { en: "at least one point at which these settings make a network", "pt-BR": "pelo menos um ponto em que estas configurações formem uma rede" },
  wayOut: { en: "Narrow what is varied, for example to kernels that are no longer than the texts.", "pt-BR": "Estreite o que varia, por exemplo com kernels que não passem do tamanho dos textos." },
});
