import { Injectable, Logger } from '@nestjs/common';
import { Lots } from '../common/lots.ts';
import { Settle } from '../queue/settle.ts';
import type { Settled } from '../queue/settle.ts';

/** How long to wait before trying again when the database did not take a lot. */
const RETRY_MS = 500;
/** Leases ended in one transaction, at most. */
const MOST = 256;

/**
 * Ends leases in lots: what comes in while one lot is under way makes the next. A lot that fails is tried again until
 * it succeeds or the program ends, after which the reaper finds its pointers.
 */
@Injectable()
export class Releaser {
  private readonly log = new Logger(Releaser.name);
  private readonly lots = new Lots((_queue: 'all', lot: readonly Settled[]) => this.end(lot), {
    most: MOST,
    atOnce: 1,
  });

  constructor(private readonly settle: Settle) {}

  /**
   * Hands in an ended run.
   * @param settled its lease and what becomes of it
   * @returns once the lease has ended: whether there is something to claim since
   */
  async add(settled: Settled): Promise<boolean> {
    for (;;) {
      try {
        return await this.lots.add('all', settled);
      } catch {
        // Said by the lot. What failed together comes in together again, with what has come in since.
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  private async end(lot: readonly Settled[]): Promise<readonly boolean[]> {
    try {
      const { wakes } = await this.settle.apply(lot);
      return lot.map(() => wakes);
    } catch (error: unknown) {
      this.log.error({ err: error, leases: lot.length }, 'leases could not be ended and will be tried again');
      throw error;
    }
  }
}
