import type { Tf } from "../model/architecture.js";

/**
 * The graphics card under a backend. It can be taken away at any moment (a driver that starts anew, a laptop that changes cards, a browser
 * that needs it elsewhere); tfjs then waits for ever or reads zeros, so that somebody has to ask.
 */
export interface GraphicsCard {
  /** Whether what was read since may be nonsense. */
  readonly isLost: boolean;
  /** Settles when it is lost; never where there is none. */
  readonly lost: Promise<void>;
}

/** The name of `CardLost`, by which the page tells it from other errors. */
export const cardLost = "CardLost";
/** Thrown where the card was lost: nothing that this worker still computes can be trusted. */
export class CardLost extends Error {
  override readonly name = cardLost;
  constructor() { super("The graphics card was taken away."); }
}

const none: GraphicsCard = { isLost: false, lost: new Promise(() => undefined) };

/** Watches the card of the backend that is now active. */
export function cardOf(tf: Tf): GraphicsCard {
  const backend = tf.getBackend();
  if (backend === "webgl") {
    const { gpgpu: { gl } } = tf.backend() as unknown as { readonly gpgpu: { readonly gl: WebGL2RenderingContext } };
    return {
      get isLost() { return gl.isContextLost(); },
      lost: new Promise((resolve) => { gl.canvas.addEventListener("webglcontextlost", () => resolve(), { once: true }); }),
    };
  }
  if (backend === "webgpu") {
    const { device } = tf.backend() as unknown as { readonly device: { readonly lost: Promise<unknown> } };
    let isLost = false;
    return { get isLost() { return isLost; }, lost: device.lost.then(() => { isLost = true; }) };
  }
  return none;
}
