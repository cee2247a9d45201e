import { expect } from "@open-wc/testing";
import { nextTask } from "../../src/base/next-task.js";

describe("between two batches", () => {
  it("messages that came meanwhile are handled first", async () => {
    const { port1, port2 } = new MessageChannel();
    const got: unknown[] = [];
    port1.addEventListener("message", ({ data }: MessageEvent<unknown>) => { got.push(data); });
    port1.start();
    port2.postMessage(1);
    while (got.length === 0) await nextTask();
    expect(got).to.deep.equal([1]);
  });
  it("every turn that was asked for comes, in order", async () => {
    const order: number[] = [];
    await Promise.all([1, 2, 3].map(async (turn) => { await nextTask(); order.push(turn); }));
    expect(order).to.deep.equal([1, 2, 3]);
  });
});
