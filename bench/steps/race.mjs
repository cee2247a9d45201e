// One workload: everyone opens, shows that it computes the same thing, warms up, and trains in turns.
import { median } from "./machine.mjs";

/** Losses before the first update and after 1 and 10 updates must agree this closely. */
export const tolerance = 1e-4;
const checkedUpdates = [0, 1, 10];
const stepsOfCheck = 11;
/** A step longer than this is not repeated in rounds: the check's own steps are its measurement. */
const slow = 4000;

class TooSlow extends Error {}
function within(milliseconds, promise) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new TooSlow()), Math.max(0, milliseconds)); });
  promise.catch(() => {});
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/**
 * @returns by contender: milliseconds (median, fastest and slowest round), steps, losses, or why there is no number
 */
export async function race({ workload, keys, opener, settings, say }) {
  const rows = {};
  const running = [];
  try {
    let reference;
    for (const key of keys) {
      const { missing, start } = opener(key);
      if (missing) { rows[key] = { missing }; continue; }
      const runner = await start(workload);
      const row = rows[key] = await check(runner, settings.cap * 1000);
      reference ??= row.missing ? undefined : row.losses;
      row.differs = !row.missing && differs(row.losses, reference);
      say(`${key}: ${row.missing ?? `${row.about}; loss ${lossesOf(row.losses)}${row.differs ? "  DIFFERS" : ""}`}`);
      if (row.missing || row.differs || row.alone) await runner.end();
      else running.push({ row, runner });
    }
    for (const { row, runner } of running) await warmUp(row, runner, settings.warmUp);
    for (let round = 0; round < settings.rounds; round++) {
      // Every other round backwards, so that nobody always follows the same neighbour.
      for (const { row, runner } of round % 2 ? [...running].reverse() : running) await turn(row, runner, settings.turn);
    }
  } finally {
    await Promise.all(running.map(({ runner }) => runner.end()));
  }
  for (const row of Object.values(rows)) finish(row);
  return rows;
}

/** Opens and makes up to eleven steps, one by one, as long as there is time. */
async function check(runner, cap) {
  const end = performance.now() + cap;
  const left = () => end - performance.now();
  const [losses, times] = [[], []];
  let about = "";
  try {
    ({ about } = await within(left(), runner.open()));
    while (losses.length < stepsOfCheck) {
      const { losses: [loss], milliseconds: [time] } = await within(left(), runner.steps(1));
      losses.push(loss);
      times.push(time);
    }
  } catch (error) {
    if (!(error instanceof TooSlow)) return { missing: error.message.split("\n")[0].replace(/^page\.evaluate: (Error: )?/, "") };
    if (losses.length === 0) return { about, missing: `did not finish a step in ${Math.round(cap / 1000)} s` };
  }
  const typical = median(times.length > 1 ? times.slice(1) : times);
  const alone = losses.length < stepsOfCheck || typical > slow;
  return { about, losses, typical, alone, rounds: alone ? [times.length > 1 ? times.slice(1) : times] : [] };
}

async function warmUp(row, runner, milliseconds) {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const { milliseconds: times } = await runner.steps(4);
    row.typical = median(times);
  }
}

/** Milliseconds before a turn: whoever trained before still collects garbage, or has threads that wait for work and take a core. */
const settling = 500;

/** Two steps that nobody counts bring code and data back into the caches; then as many as fit. */
async function turn(row, runner, milliseconds) {
  await new Promise((resolve) => { setTimeout(resolve, settling); });
  await runner.steps(2);
  const count = Math.max(3, Math.min(100, Math.floor(milliseconds / row.typical)));
  const { milliseconds: times } = await runner.steps(count);
  row.rounds.push(times);
  row.typical = median(times);
  row.stepCount = (row.stepCount ?? 0) + count;
}

const differs = (losses, reference) => checkedUpdates.some((at) => losses[at] !== undefined && reference[at] !== undefined && !(Math.abs(losses[at] - reference[at]) <= tolerance));
export const lossesOf = (losses) => checkedUpdates.map((at) => losses[at]?.toFixed(6) ?? "–").join(" → ");

function finish(row) {
  if (row.missing || row.differs) return;
  const medians = row.rounds.map(median);
  row.milliseconds = median(row.rounds.flat());
  row.fastest = Math.min(...medians);
  row.slowest = Math.max(...medians);
  row.stepCount ??= row.rounds.flat().length;
}
