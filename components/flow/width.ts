import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Tells a host its own inline size in CSS pixels, when it changes. Waits for the next frame: a change made while sizes are being observed
 * would be observed again, which browsers report as an error.
 */
export function onWidth(host: ReactiveControllerHost & Element, changed: (width: number) => void): void {
  let [last, frame] = [0, 0];
  const observer = new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    cancelAnimationFrame(frame);
    if (width > 0 && width !== last) frame = requestAnimationFrame(() => { last = width; changed(width); });
  });
  const controller: ReactiveController = {
    hostConnected: () => observer.observe(host),
    hostDisconnected() {
      observer.disconnect();
      cancelAnimationFrame(frame);
    },
  };
  host.addController(controller);
}
