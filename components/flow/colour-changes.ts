import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Tells a host with a canvas that the page turned light or dark: a canvas keeps the colours it was painted with. */
export function onColourChange(host: ReactiveControllerHost, changed: () => void): void {
  const device = matchMedia("(prefers-color-scheme: dark)");
  const page = new MutationObserver(changed);
  const controller: ReactiveController = {
    hostConnected() {
      device.addEventListener("change", changed);
      page.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme", "style", "class"] });
    },
    hostDisconnected() {
      device.removeEventListener("change", changed);
      page.disconnect();
    },
  };
  host.addController(controller);
}
