import { Injectable } from '@nestjs/common';
import { Shutdown } from '../common/shutdown.ts';
import { AppConfig } from '../config/app-config.ts';
import type { Lease } from '../queue/keys.ts';

/**
 * The jobs this program runs at the moment, and how they are brought to an end: from the beginning of a shutdown each
 * stops at its next step, and whatever step is still under way after `DRAIN_SECONDS` is broken off.
 */
@Injectable()
export class RunningJobs {
  private readonly runs = new Map<string, Promise<void>>();
  private readonly ending = new AbortController();
  private readonly abandoning = new AbortController();
  private startedEndingAtMs: number | undefined;

  constructor(
    private readonly config: AppConfig,
    shutdown: Shutdown,
  ) {
    shutdown.signal.addEventListener('abort', () => {
      this.stop();
    });
  }

  /** @returns how many jobs run */
  get size(): number {
    return this.runs.size;
  }

  /** @returns how many more may run; 0 from the beginning of a shutdown */
  get free(): number {
    return this.stopping.aborted ? 0 : Math.max(0, this.config.MAX_RUNNING_JOBS - this.runs.size);
  }

  /** @returns a signal that aborts when jobs shall be handed back at their next step */
  get stopping(): AbortSignal {
    return this.ending.signal;
  }

  /** @returns a signal that aborts when steps under way shall be broken off */
  get abandoned(): AbortSignal {
    return this.abandoning.signal;
  }

  /**
   * Remembers a run until it is over.
   * @param lease its claim
   * @param run settles when the run is over; it does not reject
   * @returns when there is room for another one
   */
  add(lease: Lease, run: Promise<void>): Promise<void> {
    const key = keyOf(lease);
    this.runs.set(key, run);
    return run.finally(() => this.runs.delete(key));
  }

  /**
   * @param lease a claim
   * @returns whether it is run here
   */
  has(lease: Lease): boolean {
    return this.runs.has(keyOf(lease));
  }

  /** Lets no further job begin, and every running one end at its next step. Harmless when repeated. */
  stop(): void {
    this.startedEndingAtMs ??= performance.now();
    this.ending.abort();
  }

  /** Waits until no job runs any more; when the time for that is over, breaks off what is under way. */
  async drained(): Promise<void> {
    this.stop();
    const passedMs = performance.now() - (this.startedEndingAtMs ?? 0);
    const bound = setTimeout(
      () => {
        this.abandoning.abort();
      },
      Math.max(0, this.config.DRAIN_SECONDS * 1000 - passedMs),
    );
    while (this.runs.size > 0) await Promise.all(this.runs.values());
    clearTimeout(bound);
  }
}

function keyOf({ tenantId, jobId, epoch }: Lease): string {
  return `${tenantId}/${jobId}/${epoch}`;
}
