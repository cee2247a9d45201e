import os from "node:os";

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

export async function describeMachine(chromiumVersion, torchVersion) {
  const [first] = os.cpus();
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `${first?.model.trim() ?? "unknown processor"}, ${os.cpus().length} cores, ${memory} GB, ${os.platform()} ${os.release()}, Node ${process.version}, Chromium ${chromiumVersion}, PyTorch ${torchVersion ?? "absent"}`;
}

/** Share of all cores that was busy over one second, in [0, 1]; ask while nothing of ours runs. */
export async function busyShare() {
  const times = () => os.cpus().map(({ times: { idle, ...rest } }) => ({ idle, busy: Object.values(rest).reduce((a, b) => a + b, 0) }));
  const before = times();
  await new Promise((resolve) => { setTimeout(resolve, 1000); });
  const [idle, busy] = times().reduce(([i, b], now, core) => [i + now.idle - before[core].idle, b + now.busy - before[core].busy], [0, 0]);
  return busy / (idle + busy || 1);
}
