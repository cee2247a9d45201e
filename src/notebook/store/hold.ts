/** What tabs of this browser tell each other. */
type Notice =
  | { readonly type: "who" | "kept" | "erased"; readonly key: string }
  | { readonly type: "holds"; readonly key: string; readonly since: number }
  | { readonly type: "give" | "given"; readonly key: string; readonly by: string };

export interface HoldHost {
  /** Another tab asks for the notebook: settles when everything of ours is kept. */
  put(): Promise<void>;
  /** Whether this tab holds the notebook, or who does, is news. */
  changed(): void;
  /** The tab that holds it has kept something. */
  kept(): void;
}

/** Milliseconds in which a page that was reloaded has let go of its lock. */
const reloadTime = 500;
/** Milliseconds that another tab has for keeping what it has before the notebook is taken from it. */
const answerTime = 1000;

const lockName = (key: string): string => `atnet-notebook-${key}`;
/** Undefined where the page is served without https: then the revision alone tells that two tabs have met. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined;

/**
 * The right to write one notebook, which one tab of the browser has at a time. A tab that does not get it waits in line: when the other one is closed,
 * or has crashed, it is next.
 */
export class Hold {
  readonly key: string;
  readonly #id = `${Date.now()} ${Math.random()}`;
  readonly #since = Date.now();
  #host: HoldHost | undefined;
  #channel: BroadcastChannel | undefined;
  #holds = false;
  /** Ends waiting in line, or what is held. */
  #leave: (() => void) | undefined;
  #otherSince: number | undefined;
  #isOver = false;
  #given: (() => void) | undefined;

  constructor(key: string) { this.key = key; }

  /** Whether this tab may write. */
  get holds(): boolean { return this.#holds; }
  /** When the tab that holds it opened it, in milliseconds since 1970; undefined until it has said so. */
  get otherSince(): number | undefined { return this.#otherSince; }

  /** Asks for the notebook. Settles when it is held, or when another tab clearly holds it. */
  async begin(): Promise<void> {
    this.#isOver = false;
    if (!this.#channel && typeof BroadcastChannel !== "undefined") {
      this.#channel = new BroadcastChannel("atnet-notebook");
      this.#channel.addEventListener("message", ({ data }: MessageEvent<unknown>) => this.#hear(data));
    }
    if (!locks()) {
      this.#holds = true;
      return;
    }
    await new Promise<void>((resolve) => this.#line(resolve, { ifAvailable: true }));
    if (!this.#holds) await new Promise<void>((resolve) => {
      const enough = setTimeout(resolve, reloadTime);
      this.#line(() => { clearTimeout(enough); resolve(); });
    });
    if (!this.#holds) this.#tell({ type: "who", key: this.key });
  }

  /** Who is told from now on. */
  attach(host: HoldHost): void { this.#host = host; }

  /** Takes the notebook from the tab that holds it, which keeps what it has first; a tab that does not answer has lost its chance. */
  async takeOver(): Promise<void> {
    const manager = locks();
    if (this.#holds || !manager) return;
    await new Promise<void>((resolve) => {
      this.#given = resolve;
      setTimeout(resolve, answerTime);
      this.#tell({ type: "give", key: this.key, by: this.#id });
    });
    this.#leave?.();
    await new Promise<void>((resolve) => this.#line(resolve, { steal: true }));
  }

  /** Tells the other tabs that something was kept. */
  tellKept(): void { this.#tell({ type: "kept", key: this.key }); }

  /** Lets go: the next tab in line has it. @param host only where it is the one that is told still */
  end(host?: HoldHost): void {
    if (host && host !== this.#host) return;
    this.#isOver = true;
    this.#holds = false;
    this.#leave?.();
    this.#channel?.close();
    this.#channel = undefined;
    this.#host = undefined;
  }

  /** @param answered when the lock is here, or with `ifAvailable` when it is not to be had now */
  #line(answered: () => void, options: LockOptions = {}): void {
    const waiting = new AbortController();
    let letGo = (): void => undefined;
    this.#leave = () => { waiting.abort(); letGo(); };
    // A lock that is stolen rejects; one that is left resolves.
    void locks()!.request(lockName(this.key), options.steal || options.ifAvailable ? options : { signal: waiting.signal }, (lock) => {
      if (!lock) return answered();
      return new Promise<void>((resolve) => {
        letGo = resolve;
        this.#holds = true;
        this.#otherSince = undefined;
        answered();
        this.#tell({ type: "holds", key: this.key, since: this.#since });
        this.#host?.changed();
      });
    }).catch((error: unknown) => {
      if (waiting.signal.aborted || this.#isOver) return;
      if (!(error instanceof DOMException && error.name === "AbortError")) {
        // A place without locks, such as a sandboxed frame.
        this.#holds = true;
        return answered();
      }
      this.#holds = false;
      this.#line(() => undefined);
      this.#host?.changed();
    });
  }

  #hear(data: unknown): void {
    const notice = data as Notice;
    if (typeof data !== "object" || data === null || notice.key !== this.key) return;
    switch (notice.type) {
      case "who": if (this.#holds) this.#tell({ type: "holds", key: this.key, since: this.#since }); return;
      case "holds":
        if (this.#holds) return;
        this.#otherSince = notice.since;
        return this.#host?.changed();
      case "kept": if (!this.#holds) this.#host?.kept(); return;
      case "give": if (this.#holds) void this.#give(notice.by); return;
      case "given": if (notice.by === this.#id) this.#given?.();
    }
  }

  /** Nothing is changed here from the moment on in which everything is kept. */
  async #give(by: string): Promise<void> {
    await this.#host?.put();
    this.#holds = false;
    this.#leave?.();
    this.#line(() => undefined);
    this.#host?.changed();
    this.#tell({ type: "given", key: this.key, by });
  }
  #tell(notice: Notice): void { this.#channel?.postMessage(notice); }
}
