import { expect } from "@open-wc/testing";
import { zlibSync, deflateSync } from "fflate";
import { readNotebook } from "../../src/notebook/format.js";
import { largestShared, longestLink, readLink, writeLink } from "../../src/notebook/share/link.js";
import { noise } from "../fixtures/noise.js";
import sample from "../fixtures/notebook-sample.html";

const linkOf = (bytes: Uint8Array): string => `#nb=${btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
const codeOf = async (hash: string): Promise<string | undefined> => (await readLink(hash)).problem?.code;

describe("share links", () => {
  it("carry a notebook's text whole: accents, emoji and the sample notebook", async () => {
    for (const text of [sample, "<!doctype html><notebook><title>Atenção 🙂</title></notebook>", " "]) {
      const { hash } = await writeLink(text);
      expect(hash).to.match(/^#nb=[\w-]+$/);
      expect((await readLink(hash!)).text).to.equal(text);
    }
  });

  it("are as small as deflate makes them: the sample of 14 cells stays under 1,600 letters", async () => {
    expect((await writeLink(sample)).hash!.length).to.be.below(1600);
    expect(readNotebook(sample).document!.cells).to.have.length(14);
  });

  it("read what another deflate wrote, here fflate's", async () => {
    expect((await readLink(linkOf(deflateSync(new TextEncoder().encode("as written elsewhere"))))).text).to.equal("as written elsewhere");
  });

  it("say in both languages that a notebook is too long for one, and name the file as the way out", async () => {
    const { problem } = await writeLink(noise(40_000));
    expect(problem!.code).to.equal("link-too-long");
    expect(problem!.message.en).to.match(/^expected a notebook that fits a link of 32,000 characters, received \d+\. Save the notebook to a file and send the file\.$/);
    expect(problem!.message["pt-BR"]).to.match(/^esperado: um notebook que coubesse em um link de 32\.000 caracteres; recebido: \d+\. Salve o notebook em um arquivo e envie o arquivo\.$/);
  });

  it("B014: stop unfolding one byte behind the limit", async () => {
    const at = deflateSync(new Uint8Array(largestShared).fill(32), { level: 9 });
    const over = deflateSync(new Uint8Array(largestShared + 1).fill(32), { level: 9 });
    expect(linkOf(over).length, "a bomb is a short link").to.be.below(longestLink);
    expect((await readLink(linkOf(at))).text).to.have.length(largestShared);
    const { problem } = await readLink(linkOf(over));
    expect(problem!.message).to.deep.equal({
      en: "expected a link that unfolds to at most 5 MB. It was made to fill the memory, or it is no notebook. Nothing was opened.",
      "pt-BR": "esperado: um link que se desdobrasse em no máximo 5 MB. Ele foi feito para encher a memória ou não é um notebook. Nada foi aberto.",
    });
  });

  it("B030: refuse what is longer than any link that this page makes", async () => {
    expect(await codeOf(`#nb=${"A".repeat(2_000_000)}`)).to.equal("link-too-long");
  });

  it("B015: B030: refuse cut, changed and foreign text in one sentence", async () => {
    const { hash } = await writeLink(sample);
    const broken = ["#nb=", "#nb=%3Cscript%3E", "#nb=<img src=x>", "#nb=A", "#nb=AAAA", hash!.slice(0, -200), `${hash!.slice(0, 40)}!${hash!.slice(41)}`, linkOf(zlibSync(new TextEncoder().encode("zlib, not raw"))), linkOf(deflateSync(new Uint8Array([0xff, 0xfe, 0xfd]))), `${hash!}AAAA`];
    for (const one of broken) expect(await codeOf(one), one.slice(0, 60)).to.equal("link-damaged");
    expect((await readLink("#nb=A")).problem!.message).to.deep.equal({
      en: "expected a whole link to a notebook, but this one is cut or changed. Copy the whole link again, or ask for the notebook as a file. Nothing was opened.",
      "pt-BR": "esperado: um link inteiro de notebook, mas este está cortado ou alterado. Copie de novo o link inteiro ou peça o notebook como arquivo. Nada foi aberto.",
    });
  });
});
