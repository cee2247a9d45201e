import { ProblemError } from "../../src/base/problem.js";
import { checkDataSettings } from "../../src/data/settings.js";
import { readModelFile } from "../../src/exporters/import/index.js";
import { refuseChanged } from "../../src/exporters/import/description.js";
import { networkProblems, type BroughtNetwork } from "../../src/training/adoption.js";

/** The network in a file that was exported here, every number of it looked at; nothing is built yet. @throws ProblemError when the file holds none, or another than was written */
export async function openNetworkFile(bytes: Uint8Array, fileName: string): Promise<BroughtNetwork> {
  const read = readModelFile(bytes, fileName);
  const { data } = read.network;
  const problems = [...networkProblems(read.network), ...(data ? checkDataSettings(data).problems : [])];
  if (problems.length > 0) throw new ProblemError(problems);
  await refuseChanged(read, fileName);
  return read.network;
}
