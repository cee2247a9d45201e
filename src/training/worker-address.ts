interface Policy { createScriptURL(url: string): unknown }
let policy: Policy | undefined;
/** Asked of every address: whether the caller of the moment may start it. */
let isAllowed: (address: string) => boolean = () => false;

/**
 * A worker's address as pages with Trusted Types want it. A page has one such policy, made at the first call.
 * @param isOurs whether an address may be started: a worker that the page brings, and no other @throws TypeError for any other
 */
export function workerAddress(url: string, isOurs: (address: string) => boolean): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): Policy } };
  if (!trustedTypes) return url;
  isAllowed = isOurs;
  policy ??= trustedTypes.createPolicy("at-worker-url", {
    createScriptURL(address) {
      if (!isAllowed(address)) throw new TypeError(`at-worker-url: expected this page's own worker, received ${address}`);
      return address;
    },
  });
  return policy.createScriptURL(url) as string;
}
