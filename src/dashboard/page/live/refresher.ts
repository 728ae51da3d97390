/** Changes come in swarms, four a second for a batch; what is shown is read again this often at most. */
export const AT_MOST_EVERY_MS = 700;

/** Runs a reading again when something has changed: never twice at a time, and not too often. */
export class Refresher {
  readonly #read: (signal: AbortSignal) => Promise<void>;
  readonly #everyMs: number;
  readonly #stopped = new AbortController();
  #isReading = false;
  #isWanted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param read reads, and shows what it read
   * @param everyMs least time between two readings
   */
  constructor(read: (signal: AbortSignal) => Promise<void>, everyMs: number) {
    this.#read = read;
    this.#everyMs = everyMs;
  }

  /** Reads now, or as soon as what is being read has come. */
  want(): void {
    this.#isWanted = true;
    if (this.#isReading || this.#timer !== undefined || this.#stopped.signal.aborted) return;
    void this.#run();
  }

  /** Stops, and gives up what is being read. */
  stop(): void {
    this.#stopped.abort();
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    this.#isWanted = false;
    this.#isReading = true;
    await this.#read(this.#stopped.signal);
    this.#isReading = false;
    if (this.#stopped.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#isWanted) void this.#run();
    }, this.#everyMs);
  }
}
