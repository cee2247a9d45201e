// The table of bench/results/tasks.txt: what was reached, beside what was asked.
const percent = (value) => (value === undefined ? "–" : value.toFixed(3));

/** Whether a mean lies where the goal says; undefined without a goal. */
export const isMet = ({ atLeast = -Infinity, atMost = Infinity }, value) => value >= atLeast && value <= atMost;
const goalText = ({ atLeast, atMost }) => (atLeast !== undefined && atMost !== undefined ? `${atLeast}–${atMost}` : atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost}`);

export function reportOf(tasks, measured, machine) {
  const lines = [
    "What each architecture reaches on each task, on held-out test rows; mean of three seeds, which fix the network and, where texts are generated, the texts.",
    `Trained by the product's own code in a worker of a headless Chromium, on WebAssembly. ${machine}.`,
    "npm run bench:tasks writes this file.",
  ];
  for (const task of tasks) {
    const own = measured[task.name];
    if (!own) continue;
    const [{ rows, majority }] = Object.values(own);
    lines.push("", `${task.name}: ${task.about}`, `  ${rows.join(" / ")} rows to train / validate / test; the largest class ${percent(majority)}`);
    const width = Math.max(...task.networks.map(({ name }) => name.length), 12);
    lines.push(`  ${"".padEnd(width)}  accuracy  (seeds)                 goal        `);
    for (const { name, goal, attentionGoal, note } of task.networks) {
      const one = own[name];
      if (!one) continue;
      const met = goal ? `${goalText(goal).padEnd(10)} ${isMet(goal, one.accuracy) ? "met" : "not met"}` : "";
      lines.push(`  ${name.padEnd(width)}  ${percent(one.accuracy)}     (${one.accuracies.map(percent).join(" ")})     ${met}`.trimEnd());
      if (one.byKind) lines.push(`  ${"".padEnd(width)}    by kind: ${Object.entries(one.byKind).map(([kind, value]) => `${kind} ${percent(value)}`).join(", ")}`);
      if (one.attention && (attentionGoal || task.showsAttention)) {
        const asked = attentionGoal ? `   (goal ${goalText(attentionGoal)}: ${isMet(attentionGoal, one.attention.peakWithinOne) ? "met" : "not met"})` : "";
        lines.push(`  ${"".padEnd(width)}    attention within one token of what decides: peak ${percent(one.attention.peakWithinOne)}, mass ${percent(one.attention.massWithinOne)}${asked}`);
      }
      if (note) lines.push(`  ${"".padEnd(width)}    ${note}`);
    }
    if (task.best) {
      // Chosen by rows that are not the test's: a choice by the test rows would flatter itself.
      const [name, { accuracy }] = Object.entries(own).reduce((best, one) => (one[1].validationAccuracy > best[1].validationAccuracy ? one : best));
      lines.push(`  the best of them on the validation rows is ${name}, with ${percent(accuracy)} on the test rows   (goal ${goalText(task.best)}: ${isMet(task.best, accuracy) ? "met" : "not met"})`);
    }
  }
  return `${lines.join("\n")}\n`;
}
