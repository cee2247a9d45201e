import { expect } from "@open-wc/testing";
import { fetchAsset } from "../../src/data/assets.js";
import { ProblemError } from "../../src/data/dataset.js";

const base = new URL("/data/", location.href);
const answering = (response: () => Response | Promise<Response>) => fetchAsset(base, async () => response());
const gzip = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());
const problemOf = async (work: Promise<unknown>): Promise<unknown> => {
  const error: unknown = await work.then(() => new Error("it was read"), (thrown: unknown) => thrown);
  if (!(error instanceof ProblemError)) throw error;
  return { code: error.problems[0]!.code, ...error.problems[0]!.message };
};

describe("assets", () => {
  const table = new TextEncoder().encode("label\ttext\npositive\tnão é ruim\n");

  it("decompresses what is gzip, and only that", async () => {
    const zipped = await gzip(table);
    expect(await answering(() => new Response(zipped))("a.tsv.gz")).to.deep.equal(table);
    // A server that sends Content-Encoding: gzip has the browser undo it.
    expect(await answering(() => new Response(table))("a.tsv.gz")).to.deep.equal(table);
    expect(await answering(() => new Response(null))("a.tsv.gz")).to.deep.equal(new Uint8Array());
  });
  it("asks its own origin only, below the folder that it was given", async () => {
    const asked: [string, RequestInit | undefined][] = [];
    await fetchAsset(base, async (address, init) => { asked.push([String(address), init]); return new Response(table); })("a.tsv.gz");
    expect(asked).to.deep.equal([[`${location.origin}/data/a.tsv.gz`, { mode: "same-origin", redirect: "error" }]]);
    for (const name of ["../secret.txt", "https://example.org/a.gz", "//example.org", "a/b.gz", ""]) {
      const error: unknown = await answering(() => new Response(table))(name).catch((thrown: unknown) => thrown);
      expect(String(error)).to.equal(`RangeError: asset(name): expected a plain file name, received ${JSON.stringify(name)}`);
    }
  });
  it("says that a file is missing", async () => {
    expect(await problemOf(answering(() => new Response("", { status: 404 }))("a.tsv.gz"))).to.deep.equal({
      code: "asset-missing",
      en: "a.tsv.gz: expected the built-in data file, but this page's server answered 404. Whoever publishes this page has to copy the folder “data” beside its scripts too; your notebook is as it was.",
      "pt-BR": "a.tsv.gz: esperado: o arquivo de dados que acompanha a página, mas o servidor respondeu 404. Quem publica esta página precisa copiar também a pasta “data”, que fica junto dos scripts; seu notebook continua como estava.",
    });
  });
  it("says that the server does not answer", async () => {
    expect(await problemOf(answering(() => Promise.reject(new TypeError("Failed to fetch")))("a.tsv.gz"))).to.deep.equal({
      code: "asset-unreachable",
      en: "a.tsv.gz: expected the built-in data file, but this page's server did not answer. Reload the page to fetch it again; your notebook is as it was.",
      "pt-BR": "a.tsv.gz: esperado: o arquivo de dados que acompanha a página, mas o servidor não respondeu. Recarregue a página para buscá-lo de novo; seu notebook continua como estava.",
    });
  });
  it("says that a file is damaged or cut short", async () => {
    const zipped = await gzip(table);
    for (const bytes of [zipped.slice(0, -9), zipped.map((byte, i) => (i === 14 ? byte ^ 0xff : byte))]) {
      expect(await problemOf(answering(() => new Response(bytes))("a.tsv.gz"))).to.deep.equal({
        code: "asset-damaged",
        en: "a.tsv.gz: expected the built-in data file, but what arrived is damaged or cut short. Reload the page to fetch it again; your notebook is as it was.",
        "pt-BR": "a.tsv.gz: esperado: o arquivo de dados que acompanha a página, mas o que chegou está danificado ou incompleto. Recarregue a página para buscá-lo de novo; seu notebook continua como estava.",
      });
    }
  });
  it("stops at a file that swells beyond 32 MiB", async () => {
    const zipped = await gzip(new Uint8Array(33 * 2 ** 20));
    expect(await problemOf(answering(() => new Response(zipped))("a.tsv.gz"))).to.deep.equal({
      code: "asset-too-large",
      en: "a.tsv.gz: expected a built-in data file of at most 32 MiB. Whoever publishes this page has to copy the folder “data” beside its scripts too; your notebook is as it was.",
      "pt-BR": "a.tsv.gz: esperado: um arquivo de dados de no máximo 32 MiB. Quem publica esta página precisa copiar também a pasta “data”, que fica junto dos scripts; seu notebook continua como estava.",
    });
  });
  it("passes on that the person stopped it", async () => {
    const stopped = AbortSignal.abort();
    const error: unknown = await answering(() => new Response(table))("a.tsv.gz", stopped).catch((thrown: unknown) => thrown);
    expect(error).to.equal(stopped.reason);
  });
});
