// Results as one table of text and as JSON.
import { lossesOf, tolerance } from "./race.mjs";

const show = (value) => (value >= 10_000 ? `${Math.round(value)}` : value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const times = (value) => `${value >= 100 ? Math.round(value) : value.toFixed(value >= 10 ? 1 : 2)} ×`;
/** With whom a row is compared: two threads with two. */
const rivalOf = (key, rows) => (key === "pytorch2" && rows.ours2?.milliseconds ? "ours2" : "ours");

/** @param gemm rates at the start and at the end of the run */
export function table(results, contenders, gemm) {
  const head = ["workload", "contender", "ms a step", "rounds from – to", "steps", "ours is", "loss before, after 1 and after 10 updates"];
  const lines = results.flatMap(({ name, title, different, tokens, rows, missing }) => [
    [`${name}: ${title}${different ? ` (${different} different of ${tokens} tokens)` : ""}`],
    ...(missing ? [["", missing]] : []),
    ...Object.entries(rows).map(([key, row]) => {
      if (row.missing) return ["", contenders[key].title, "–", row.missing];
      if (row.differs) return ["", contenders[key].title, "–", `not timed: its loss is more than ${tolerance} away`, "", "", lossesOf(row.losses)];
      const rival = rivalOf(key, rows);
      const ours = rows[rival]?.milliseconds;
      return ["", contenders[key].title, show(row.milliseconds), `${show(row.fastest)} – ${show(row.slowest)}`, `${row.stepCount}`,
        ours && key !== rival ? `${times(row.milliseconds / ours)} as fast` : "", lossesOf(row.losses)];
    }),
    [""],
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines.filter((line) => line.length === head.length)].map((line) => line[column].length)));
  const right = new Set([2, 4, 5]);
  const text = [head, ...lines].map((line) => (line.length === 1 ? line[0] : line.map((cell, column) => (right.has(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("  ")).trimEnd());
  return [...text, ...(gemm?.length ? gemmLines(gemm, results) : [])].join("\n").trimEnd();
}

/** One product's rates over the run: the best of each, since noise only slows. */
function bestOf(gemm) {
  const ceiling = Math.max(...gemm.flatMap((run) => run.map((kind) => kind.ceiling)));
  return [true, false].flatMap((relaxed) => {
    const runs = gemm.map((run) => run.find((kind) => kind.relaxed === relaxed)).filter(Boolean);
    if (runs.length === 0) return [];
    const products = runs[0].products.map((product, at) => ({ ...product, rate: Math.max(...runs.map((run) => run.products[at].rate)) }));
    const seconds = products.reduce((sum, { rate, gigaflops }) => sum + gigaflops / rate, 0);
    const rate = products.reduce((sum, { gigaflops }) => sum + gigaflops, 0) / seconds;
    return [{ relaxed, ceiling, products, rate, share: rate / ceiling }];
  });
}

function gemmLines(gemm, results) {
  const kinds = bestOf(gemm);
  const lines = kinds.flatMap(({ relaxed, ceiling, products, rate, share }) => [
    `matrix products, ${relaxed ? "relaxed" : "plain"} SIMD: ${rate.toFixed(1)} GFLOP/s, ${(share * 100).toFixed(1)} % of the ${ceiling.toFixed(1)} that 128-bit multiply-adds reach on one core`,
    ...products.map((product) => `    ${product.name.padEnd(32)} ${product.rate.toFixed(1).padStart(6)} GFLOP/s  ${((100 * product.rate) / ceiling).toFixed(1).padStart(5)} %`),
  ]);
  const fast = kinds[0];
  for (const [name, count] of [["W1", 2], ["W2", 3]]) {
    const ours = results.find((result) => result.name === name)?.rows.ours?.milliseconds;
    if (!ours || !fast) continue;
    const pure = 32 * 1000 * fast.products.slice(0, count).reduce((sum, { gigaflops, rate, times: often }) => sum + (often * gigaflops) / rate, 0);
    lines.push(`a ${name} step of ours is ${(ours / pure).toFixed(2)} × the ${pure.toFixed(1)} ms of its nominal products at these rates (below 1: fewer multiplications than the textbook's)`);
  }
  return lines;
}

/** Sizes down, contenders across. */
export function sweepTable(results, contenders) {
  const keys = [...new Set(results.flatMap(({ rows }) => Object.keys(rows)))];
  const head = ["ms a step", ...keys.map((key) => contenders[key].title)];
  const cell = (row) => (row?.milliseconds === undefined ? (row?.differs ? "differs" : "–") : show(row.milliseconds));
  const lines = results.map(({ axis, at, name, rows, missing }) => [axis ? `${axis} ${at}` : name, ...(missing ? [missing] : keys.map((key) => `${cell(rows[key])}${key !== "ours" && rows[key]?.milliseconds && rows.ours?.milliseconds ? ` (${times(rows[key].milliseconds / rows.ours.milliseconds)})` : ""}`))]);
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)));
  const reasons = results.flatMap(({ axis, at, rows }) => Object.entries(rows).filter(([, row]) => row.missing).map(([key, row]) => `${axis} ${at}, ${contenders[key].title}: ${row.missing}`));
  return [...[head, ...lines].map((line) => line.map((text, column) => (column ? text.padStart(widths[column]) : text.padEnd(widths[column]))).join("  ")), ...(reasons.length ? ["", ...reasons] : [])].join("\n");
}

/** results/latest.json. A ratio above 1 means that ours is faster; null where nothing was measured. */
export function latestOf({ machine, results, gemm, page }) {
  const find = (name) => results.find((result) => result.name === name)?.rows ?? {};
  const ratio = (slower, faster) => (slower?.milliseconds && faster?.milliseconds ? round(slower.milliseconds / faster.milliseconds) : null);
  const share = (relaxed) => {
    const found = bestOf(gemm).find((kind) => kind.relaxed === relaxed);
    return found ? round(found.share) : null;
  };
  return {
    machine,
    date: new Date().toISOString(),
    steps: Object.fromEntries(results.map(({ name, rows }) => [name, Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, row.milliseconds === undefined ? null : round(row.milliseconds)]))])),
    ratios: Object.fromEntries(["W1", "W2", "W2padded", "W3", "W4"].map((name) => {
      const rows = find(name);
      return [name, {
        pytorch1: ratio(rows.pytorch1, rows.ours),
        pytorch2: ratio(rows.pytorch2, rows.ours2),
        tfjsHonest: ratio(rows.tfjsHonest, rows.ours),
        // Our kernels under a plain model, against the same model on the honest baseline.
        tfLayersWithKernels: ratio(rows.tfjsHonest, rows.tfLayersWithKernels),
      }];
    })),
    gemm: { relaxed: share(true), plain: share(false) },
    page: { longTasks: page?.page?.longTasks ?? null, frameP95Ms: page?.page?.frameP95Ms ?? null },
    start: { firstStepMs: page?.start?.firstStepMs ?? null, bytesGzip: page?.start?.bytesGzip ?? null },
  };
}
const round = (value) => Number(value.toPrecision(4));
