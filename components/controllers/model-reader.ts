/** A worker that reads one file: unpacking, reading and looking at millions of numbers would hold up the page. Nothing of the file is run, here either. */
import { ProblemError } from "../../src/base/problem.js";
import type { ReaderReply, ReaderRequest } from "./model-files.js";
import { openNetworkFile } from "./open-network.js";

addEventListener("message", ({ data: { bytes, fileName } }: MessageEvent<ReaderRequest>) => {
  openNetworkFile(bytes, fileName).then(
    (network) => reply({ network }, network.parameters.map(({ data }) => data.buffer)),
    (error: unknown) => reply(error instanceof ProblemError ? { problems: error.problems } : { message: String(error) }),
  );
});

function reply(message: ReaderReply, transfer: Transferable[] = []): void { postMessage(message, { transfer }); }
