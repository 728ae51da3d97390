import { Injectable, Logger } from '@nestjs/common';
import { Settle } from '../queue/settle.ts';
import type { Settled } from '../queue/settle.ts';

/** How long to wait before trying again when the database did not take a lot. */
const RETRY_MS = 500;

/**
 * Ends leases in lots: what comes in while one lot is under way makes the next. A lot that fails is tried again until
 * it succeeds or the program ends, after which the reaper finds its pointers.
 */
@Injectable()
export class Releaser {
  private readonly log = new Logger(Releaser.name);
  private waiting: Settled[] = [];
  private underWay: Promise<void> | undefined;

  constructor(private readonly settle: Settle) {}

  /**
   * Hands in an ended run.
   * @param settled its lease and what becomes of it
   * @returns when the lease has ended
   */
  async add(settled: Settled): Promise<void> {
    this.waiting.push(settled);
    // The present lot may have left before this one came in: then the next one carries it.
    while (this.waiting.includes(settled)) {
      this.underWay ??= this.flush().finally(() => (this.underWay = undefined));
      await this.underWay;
    }
  }

  private async flush(): Promise<void> {
    const lot = [...this.waiting];
    try {
      await this.settle.apply(lot);
      this.waiting = this.waiting.filter((settled) => !lot.includes(settled));
    } catch (error: unknown) {
      this.log.error({ err: error, leases: lot.length }, 'leases could not be ended and will be tried again');
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
