// Texts that a person brings: a notebook that carries its sentences trains, and a file that was opened is still there after a reload.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { exported, openSite, untilRun } from "./site.mjs";

const table = `avaliacao;nota\n${Array.from({ length: 40 }, (_, i) => (i % 2 ? `produto ótimo, número ${i};4,5` : `produto ruim, número ${i};1,5`)).join("\n")}\n`;
const bytes = Buffer.from(table, "latin1");
const hash = createHash("sha256").update(bytes).digest("hex");
const sourceOf = (page) => page.evaluate(() => document.querySelector("at-app").shadowRoot.querySelector("at-notebook").document.cells.find(({ source }) => source.includes("dataset({")).source);

describe("texts of one's own", { timeout: 600_000 }, () => {
  let site;
  before(async () => { site = await openSite(); });
  after(() => site.close());

  it("train from the notebook that carries them", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/own-sentences" });
    await page.getByText("100 texts").first().waitFor();
    await page.locator("at-train").getByRole("button", { name: "Train", exact: true }).click();
    const done = await untilRun(page, ({ state }) => state === "done");
    assert.ok(done.losses.at(-1) < done.losses[0] / 2, "the loss falls");
    assert.deepEqual(faults, []);
    await close();
  });

  it("come from a table of a Brazilian spreadsheet, are kept by their content, survive a reload and train", async () => {
    const { page, faults, close } = await site.open({ path: "#/n/own-sentences", locale: "pt-BR" });
    const open = page.locator("at-dataset").getByRole("button", { name: "Abrir um arquivo…" });
    await open.waitFor();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), open.click()]);
    await chooser.setFiles({ name: "avaliacoes.csv", mimeType: "text/csv", buffer: bytes });
    const sheet = page.locator("at-import-sheet");
    await sheet.getByText("40 de 40 linhas serão lidas, em 2 classes.").waitFor();
    await sheet.getByText("foi lido como Windows-1252").waitFor();
    await sheet.getByText("produto ótimo, número 1", { exact: true }).waitFor();
    await sheet.getByRole("radio", { name: /Só neste navegador/ }).check();
    await sheet.getByRole("button", { name: "Usar estes textos" }).click();
    await page.getByText("40 textos").first().waitFor();
    assert.match(await sourceOf(page), new RegExp(`file: "avaliacoes\\.csv", hash: "${hash}", textColumn: "avaliacao", labelColumn: "nota"`));
    assert.doesNotMatch(await sourceOf(page), /rows:/);
    await page.getByText(/^Salvo/).first().waitFor();
    await page.reload();
    await page.getByText("40 textos").first().waitFor();
    await page.locator("at-train").getByRole("button", { name: "Treinar", exact: true }).click();
    const done = await untilRun(page, ({ state }) => state === "done");
    assert.deepEqual(faults, []);

    // Whoever gets the one file trains on them too, without a network, and only because it was asked for.
    await page.getByRole("button", { name: "Exportar", exact: true }).click();
    await page.getByRole("checkbox", { name: "Com os seus arquivos de textos" }).check();
    const file = await exported(page, "Um arquivo que roda em qualquer lugar", path.resolve("build/own-texts"));
    await close();
    const { page: alone, requests, end } = await site.openFile(pathToFileURL(file).href);
    await alone.getByText(/^40 (texts|textos)/).first().waitFor();
    await alone.locator("at-train").getByRole("button", { name: /^(Train again|Treinar de novo)$/ }).click();
    const again = await untilRun(alone, ({ state, number }) => state === "done" && number === 2);
    assert.deepEqual(again.losses.slice(0, 3), done.losses.slice(0, 3));
    assert.deepEqual(requests, []);
    await end();
  });
});
