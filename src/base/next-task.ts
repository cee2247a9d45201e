/**
 * Lets messages in, then goes on, without waiting for frames and as fast in hidden tabs: as a task of its own where the browser has such (Prioritized Task Scheduling),
 * elsewhere through a MessageChannel, which takes a thread more to come back.
 */
export const nextTask = (): Promise<void> => (scheduler?.postTask ? scheduler.postTask(() => undefined) : throughChannel());
const { scheduler } = globalThis as { readonly scheduler?: { readonly postTask?: (task: () => undefined) => Promise<void> } };

function throughChannel(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(undefined);
  });
}
const waiting: (() => void)[] = [];
const channel = new MessageChannel();
channel.port1.addEventListener("message", () => waiting.shift()?.());
channel.port1.start();
