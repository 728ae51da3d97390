import { Injectable } from '@nestjs/common';
import { applyAccountEffect } from '../accounts/account-effect.ts';
import { Database } from '../common/database/database.ts';
import type { Retry } from '../domain/outcome.ts';
import type { LaneKey } from '../queue/keys.ts';
import { Lanes } from '../queue/lanes.ts';
import { Switches } from '../queue/switches.ts';
import { LIMIT_MET } from './processing-signals.ts';
import { RateGate } from './rate-gate.ts';
import type { Standing } from './standing.ts';

/** Wait after a limit whose length the marketplace did not name. */
const UNNAMED_LIMIT_MS = 1000;

/** Slows down what a marketplace asked to slow down: an account, a budget, or the whole marketplace. */
@Injectable()
export class Brakes {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly switches: Switches,
    private readonly gate: RateGate,
  ) {}

  /**
   * Carries out the brakes of an outcome before its job waits, so that nobody else runs into the same wall.
   * @param at the job that met it
   * @param outcome what the marketplace said
   */
  async apply(at: Standing, outcome: Retry): Promise<void> {
    const lane = { tenantId: at.fence.tenant.id, accountId: at.job.accountId };
    const waitMs = outcome.afterMs ?? UNNAMED_LIMIT_MS;
    if (outcome.blocks !== undefined) {
      const closes = typeof outcome.blocks === 'string' ? outcome.blocks : 'budget';
      LIMIT_MET.say({ marketplace: at.job.marketplace, closes });
    }
    if (outcome.blocks === 'account') await this.blockLane(lane, waitMs);
    else if (outcome.blocks === 'application') {
      await this.switches.block(this.database, at.job.marketplace, waitMs);
    } else if (outcome.blocks !== undefined) {
      await this.gate.block(at.type, lane, outcome.blocks.scope, waitMs);
    }
    if (outcome.holds !== undefined) await this.hold(at, outcome.holds, outcome.message);
  }

  /**
   * Closes an account's lane for a time.
   * @param lane the account
   * @param milliseconds how long
   */
  async blockLane(lane: LaneKey, milliseconds: number): Promise<void> {
    await this.lanes.block(this.database, lane, milliseconds);
  }

  private async hold(at: Standing, holds: NonNullable<Retry['holds']>, reason: string): Promise<void> {
    const { tenant } = at.fence;
    await this.database.transaction(async (sql) => {
      await this.lanes.hold(sql, { tenantId: tenant.id, accountId: at.job.accountId }, holds.hold);
      await applyAccountEffect(sql, tenant, at.job.accountId, {
        type: 'account',
        status: holds.status,
        reason,
      });
    });
  }
}
