import { engineOf } from "./engine.js";
import { Handover } from "./handover.js";
import { Memory } from "./memory.js";
import type { Enlisted } from "./team.js";

/** A worker that takes parts of every piece of work that is handed over, until it is ended. It never hears a second message. */
self.addEventListener("message", ({ data }: MessageEvent<Enlisted>) => {
  self.postMessage("ready", { transfer: [] });
  serve(new Memory(data.memory), new Handover(data.handover));
}, { once: true });

function serve(memory: Memory, handover: Handover): never {
  for (let pages = 0; ;) {
    const { body, numbers, parts, index, relaxed, ...seen } = handover.next();
    try {
      // Only this tells a browser that another thread has made the memory grow.
      if (seen.pages !== pages) { memory.memory.grow(0); pages = seen.pages; }
      body.run(engineOf(memory, relaxed), numbers, { index, count: parts });
    } catch (error) {
      handover.failed(error);
    }
    handover.finish(1);
  }
}
