// A search leaves the browser as a Python project, runs on a local Ray cluster and with Optuna's shared storage, and its trials come back.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import { showSearch } from "../e2e/search-notebook.mjs";
import { openSite } from "../e2e/site.mjs";
import { searchPython } from "./python.mjs";

const run = promisify(execFile);
const folder = path.resolve("build/interop/search");
const { program, missing } = await searchPython();
const search = { sweep: { method: "random", trials: 4, epochs: 2, seed: 5, objective: "loss", space: { learningRate: { from: 0.001, to: 0.1 }, kernelSize: [1, 3], attention: ["tanh", "additive"], attentionUnits: { from: 2, to: 8, when: { attention: "additive" } } } } };
const resultsOf = async (file) => (await readFile(path.join(folder, file), "utf8")).trim().split("\n").map((line) => JSON.parse(line));

describe("a search exported as a Python project", { skip: missing, timeout: 300_000 }, () => {
  let site;
  let page;
  let close;
  let written;
  const python = (...args) => run(program, args, { cwd: folder, maxBuffer: 1 << 26, env: { ...process.env, CUDA_VISIBLE_DEVICES: "-1", PYTHONWARNINGS: "ignore" } });
  before(async () => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    site = await openSite();
    ({ page, close } = await site.open());
    await showSearch(page, site.address, search);
    await page.locator("at-sweep").getByText("On other machines").click();
    const [given] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download: Python project" }).click()]);
    assert.equal(given.suggestedFilename(), "atnet.search.zip");
    await given.saveAs(path.join(folder, "project.zip"));
    await python("-m", "zipfile", "-e", "project.zip", ".");
    written = JSON.parse(await readFile(path.join(folder, "search.json"), "utf8"));
  });
  after(async () => { await close?.(); await site?.close(); });

  it("tries on a Ray cluster the points that the notebook would try, in two processes at once", async () => {
    await python("search_ray.py", "--workers", "2");
    const [head, ...trials] = await resultsOf("results.jsonl");
    assert.match(head.program, /^Ray /);
    assert.equal(trials.length, 4);
    assert.deepEqual(trials.map(({ state, runs }) => [state, runs[0]?.epochs.length]), trials.map(() => ["done", 2]), JSON.stringify(trials.map(({ why }) => why)));
    const sorted = (points) => points.map((point) => JSON.stringify(Object.entries(point).sort())).sort();
    assert.deepEqual(sorted(trials.map(({ point }) => point)), sorted(written.points));
    assert.ok(new Set(trials.map(({ where }) => where)).size >= 2, `trained by ${trials.map(({ where }) => where)}`);
  });

  it("comes back: its trials stand in the figures beside those of the notebook, and after a reload", async () => {
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Open results" }).click()]);
    await chooser.setFiles(path.join(folder, "results.jsonl"));
    await page.locator("at-sweep").getByText("4 trials from results.jsonl stand in the figures").waitFor();
    await page.locator("at-sweep").getByText("Squares were trained elsewhere (4).").first().waitFor();
    await page.reload();
    await page.locator("at-sweep").getByText("Squares were trained elsewhere (4).").first().waitFor();
    const brought = await page.locator("at-sweep").evaluate(({ value }) => value.brought.map(({ from, parameters, runs }) => ({ from, parameters, epochs: runs[0].epochs.length })));
    const [, ...trials] = await resultsOf("results.jsonl");
    // Keras counted its own; what we count of ours is the same number.
    assert.deepEqual(brought.map(({ parameters }) => parameters), trials.map(({ parameters }) => parameters));
    await page.screenshot({ path: path.join(folder, "figures.png"), fullPage: true });
  });

  it("is searched by two Optuna programs on one SQLite file, which Optuna's own command reads", async () => {
    await python("search_optuna.py", "--trials", "0");
    await Promise.all([1, 2].map((worker) => python("search_optuna.py", "--worker", String(worker), "--trials", "4", "--results", `optuna-${worker}.jsonl`)));
    await python("search_optuna.py", "--trials", "0", "--results", "optuna.jsonl");
    const [head, ...trials] = await resultsOf("optuna.jsonl");
    assert.equal(head.search, written.search);
    assert.ok(trials.length >= 4 && trials.every(({ state }) => state === "done"), JSON.stringify(trials));
    const { stdout } = await python("-c", "from optuna.cli import main; main()", "studies", "--storage", "sqlite:///search.db");
    assert.ok(stdout.includes(`search-${written.search}`), stdout);
  });

  it("goes on where another program has ended the same trial first, which SQLite allows", async () => {
    const beaten = `
import runpy, sys, optuna, trial
real, left = trial.run_trial, [1]
def run_trial(point, goes_on):
    line = real(point, goes_on)
    if left and left.pop():
        study = optuna.load_study(study_name=None, storage="sqlite:///beaten.db")
        [running] = study.get_trials(states=[optuna.trial.TrialState.RUNNING])
        study.tell(running.number, 0.5)
    return line
trial.run_trial = run_trial
sys.argv = ["search_optuna.py", "--storage", "sqlite:///beaten.db", "--trials", "2", "--results", "beaten.jsonl"]
runpy.run_path("search_optuna.py", run_name="__main__")
study = optuna.load_study(study_name=None, storage="sqlite:///beaten.db")
print([one.state.name for one in study.get_trials() if one.state.is_finished()])`;
    const { stdout } = await python("-c", beaten);
    assert.match(stdout, /\['COMPLETE', 'COMPLETE'\]\s*$/);
  });
});
