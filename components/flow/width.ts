import type { ReactiveController, ReactiveControllerHost } from "lit";

/**
 * Tells a host its own inline size in CSS pixels: before it is drawn for the first time, lest it is too wide for a moment, and when it changes. Then it waits for the next frame: a change made while sizes are being observed
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
    hostUpdate() {
      if (last > 0) return;
      last = Math.floor(host.clientWidth);
      if (last > 0) changed(last);
    },
    hostDisconnected() {
      observer.disconnect();
      cancelAnimationFrame(frame);
    },
  };
  host.addController(controller);
}
