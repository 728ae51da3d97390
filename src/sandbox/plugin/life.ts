/** Ends whatever a worker was in the middle of; nobody reports it. */
export class WorkerEnded extends Error {}

/** One life of the plugin's worker: browsers end it at any moment, and nothing it had in memory survives. */
export class Life {
  private readonly controller = new AbortController();

  /** @returns aborted once the worker has ended */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Ends it. */
  end(): void {
    this.controller.abort(new WorkerEnded());
  }

  /** @throws WorkerEnded when it has ended */
  check(): void {
    if (this.signal.aborted) throw new WorkerEnded();
  }

  /**
   * Waits, unless the life ends before.
   * @param ms how long
   * @returns when the time is over
   * @throws WorkerEnded when it has ended
   */
  async wait(ms: number): Promise<void> {
    this.check();
    await new Promise<void>((resolve, reject) => {
      const over = (): void => {
        this.signal.removeEventListener('abort', ended);
        resolve();
      };
      const timer = setTimeout(over, ms);
      const ended = (): void => {
        clearTimeout(timer);
        reject(new WorkerEnded());
      };
      this.signal.addEventListener('abort', ended, { once: true });
    });
  }

  /**
   * Does something in the background; what a lost life leaves behind is dropped, everything else is a defect.
   * @param work what to do
   */
  background(work: () => Promise<void>): void {
    void work().catch((error: unknown) => {
      if (!(error instanceof WorkerEnded) && !this.signal.aborted) throw error;
    });
  }
}
