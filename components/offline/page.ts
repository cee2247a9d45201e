import { sparesData } from "../base/spares-data.js";
import { workerAddress } from "../../src/training/worker-address.js";

/** Written in by the build: pages that are being worked on are never kept. */
declare const KEEPS_OFFLINE: boolean;

/** Has the page's files kept for a time without a network, once the page itself has loaded; nothing waits for it, and where the browser refuses, nothing is lost. */
async function keepOffline(): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  // All files are three megabytes: too much for somebody who asks the browser to spare data.
  if (!serviceWorker || sparesData()) return;
  if (!KEEPS_OFFLINE) {
    for (const registration of await serviceWorker.getRegistrations()) await registration.unregister();
    return;
  }
  const url = new URL("../service-worker.js", import.meta.url).href;
  await serviceWorker.register(workerAddress(url, (address) => address === url));
  const { active } = await serviceWorker.ready;
  active?.postMessage("keep", { transfer: [] });
}
/** Milliseconds that the person has the network and the processor to themselves: what they came for comes first. */
const patience = 8000;
const begin = (): void => void setTimeout(() => void keepOffline().catch(() => undefined), patience);
if (document.readyState === "complete") begin();
else addEventListener("load", begin, { once: true });
