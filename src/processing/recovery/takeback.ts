import { Injectable } from '@nestjs/common';
import { fenceOf } from '../../ledger/fence.ts';
import { LostWorker } from '../../ledger/lost-worker.ts';
import { SettlementReader } from '../../ledger/settlement.ts';
import type { Lease } from '../../queue/keys.ts';
import type { Settlement } from '../../queue/settle.ts';

/** Holders a job may lose before it is given up: what kills them may be the job itself. */
const MAX_RECOVERIES = 5;

/**
 * Decides what becomes of a job whose run broke off, here or on an instance that is gone: whatever the job says; and
 * where it would simply run again, only so often.
 */
@Injectable()
export class Takeback {
  constructor(
    private readonly settlements: SettlementReader,
    private readonly lostWorker: LostWorker,
  ) {}

  /**
   * @param lease the claim whose run broke off
   * @param delayMs wait before the job may run again, in milliseconds
   * @returns what becomes of the pointer
   */
  async settlementOf(lease: Lease, delayMs = 0): Promise<Settlement> {
    const fence = fenceOf(lease);
    const settlement = await this.settlements.of(fence, lease.recoveries);
    if (settlement.to !== 'ready') return settlement;
    if (lease.recoveries < MAX_RECOVERIES) {
      return { ...settlement, to: 'scheduled', delayMs, recovered: true };
    }
    await this.lostWorker.giveUp(fence);
    return { to: 'gone' };
  }
}
