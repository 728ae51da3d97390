const FIRST_HIDDEN_MS = 10_000;
const LAST_HIDDEN_MS = 60_000;

/** Says every now and then that anything may have changed: often while somebody looks, ever more seldom while nobody does. */
export class PollTimer {
  readonly #tick: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #hiddenMs = FIRST_HIDDEN_MS;
  #visibleMs = 0;

  /** @param tick is called */
  constructor(tick: () => void) {
    this.#tick = tick;
  }

  /**
   * Begins, or goes on at another pace.
   * @param visibleMs between two calls while somebody looks
   */
  start(visibleMs: number): void {
    if (this.#timer !== undefined && this.#visibleMs === visibleMs) return;
    this.stop();
    this.#visibleMs = visibleMs;
    document.addEventListener('visibilitychange', this.#onVisibility);
    this.#next();
  }

  /** Ends. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    document.removeEventListener('visibilitychange', this.#onVisibility);
  }

  readonly #onVisibility = (): void => {
    this.#hiddenMs = FIRST_HIDDEN_MS;
    if (document.visibilityState === 'visible') this.#tick();
    clearTimeout(this.#timer);
    this.#next();
  };

  #next(): void {
    const isHidden = document.visibilityState === 'hidden';
    const ms = isHidden ? Math.max(this.#hiddenMs, this.#visibleMs) : this.#visibleMs;
    if (isHidden) this.#hiddenMs = Math.min(this.#hiddenMs * 2, LAST_HIDDEN_MS);
    this.#timer = setTimeout(() => {
      this.#tick();
      this.#next();
    }, ms);
  }
}
