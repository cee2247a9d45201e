/**
 * The page inside the frame in which code cells run: an origin of its own, no network, no storage, no page. It only starts and ends workers.
 *
 * It is a constant: pages that hold it name the hash of its script in their own policy, which a frame made of text inherits and which
 * `test/repository/policies.test.mjs` compares. The policy in it is added to the inherited one; a request must pass both.
 */
export const frameScript = `"use strict";
addEventListener("message", function begin(event) {
  if (event.source !== parent || event.ports.length !== 1) return;
  removeEventListener("message", begin);
  const port = event.ports[0];
  const workers = new Map();
  const rule = self.trustedTypes && trustedTypes.createPolicy("at-worker-url", { createScriptURL: (address) => address });
  port.onmessage = ({ data: { id, parts }, ports }) => {
    if (!parts) { workers.get(id)?.terminate(); workers.delete(id); return; }
    const address = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
    const worker = new Worker(rule ? rule.createScriptURL(address) : address);
    workers.set(id, worker);
    worker.onerror = (error) => { error.preventDefault(); port.postMessage({ id, message: String(error.message), line: error.lineno, column: error.colno }); };
    worker.postMessage(null, ports);
  };
  port.postMessage({ ready: true });
});`;

/** Everything is refused except the frame's own script and workers made of its text. */
const policy = "default-src 'none'; script-src 'unsafe-inline'; worker-src blob:; base-uri 'none'; form-action 'none'";

export const framePage = `<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><title>·</title><script>${frameScript}</script>`;
