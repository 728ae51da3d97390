import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { Shutdown } from '../../common/shutdown.ts';
import { AppConfig } from '../../config/app-config.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { EndedJobs } from '../../ledger/ended-jobs.ts';
import { OldRows } from './old-rows.ts';
import { RetentionTurns } from './retention-turns.ts';
import type { RetentionTurn } from './retention-turns.ts';

/** Rows of one commit: few enough to hold their locks for milliseconds. */
const LOT = 500;
/** Lots of one kind in a turn; a tenant with more gets its next turn at once, after the others. */
const LOTS = 200;
/** Milliseconds between two lots, in which others have the disk. */
const PACE_MS = 50;

/** Removes what is older than it is kept, tenant by tenant, in small commits and without ever waiting for anybody. */
@Injectable()
export class Retention {
  private readonly log = new Logger(Retention.name);

  constructor(
    private readonly config: AppConfig,
    private readonly turns: RetentionTurns,
    private readonly jobs: EndedJobs,
    private readonly rows: OldRows,
    private readonly shutdown: Shutdown,
  ) {}

  /**
   * Takes every turn that is due.
   * @returns how many rows were removed
   */
  async run(): Promise<number> {
    let removed = 0;
    for (let turn = await this.turns.take(); turn !== undefined; turn = await this.turns.take()) {
      removed += await this.guarded(turn);
      if (this.shutdown.begun) break;
    }
    return removed;
  }

  /**
   * Removes what all tenants share.
   * @returns how many rows were removed
   */
  async shared(): Promise<number> {
    return this.rows.shared(this.config.RETENTION_JOBS_DAYS);
  }

  /** One tenant's trouble must not keep the others' rows. */
  private async guarded(turn: RetentionTurn): Promise<number> {
    const { tenant } = turn;
    try {
      const { removed, more } = await this.ofTenant(turn);
      if (removed > 0) this.log.log({ tenant: tenant.id, removed }, 'old rows were removed');
      if (more && !this.shutdown.begun) await this.turns.again(tenant.id);
      return removed;
    } catch (error: unknown) {
      this.log.error({ err: error, tenant: tenant.id }, 'old rows could not be removed yet');
      return 0;
    }
  }

  private async ofTenant(turn: RetentionTurn): Promise<{ readonly removed: number; readonly more: boolean }> {
    const { tenant } = turn;
    const jobsDays = turn.jobsDays ?? this.config.RETENTION_JOBS_DAYS;
    const eventsDays = turn.eventsDays ?? this.config.RETENTION_EVENTS_DAYS;
    const kinds: readonly ((tenant: TenantRef) => Promise<number>)[] = [
      () => this.jobs.remove(tenant, jobsDays, LOT),
      () => this.rows.events(tenant, eventsDays, LOT),
      () => this.rows.decidedActions(tenant, jobsDays, LOT),
      () => this.rows.batchKeys(tenant, jobsDays, LOT),
      () => this.rows.bulkRequests(tenant, jobsDays, LOT),
      () => this.rows.unpairedDevices(tenant, LOT),
      () => this.rows.oldConsents(tenant, LOT),
      () => this.rows.webhookDeliveries(tenant, eventsDays, LOT),
      () => this.rows.replacedSecrets(tenant, LOT),
    ];
    let removed = 0;
    let more = false;
    for (const remove of kinds) {
      for (let lot = 1; ; lot += 1) {
        const count = await remove(tenant);
        removed += count;
        if (count < LOT || this.shutdown.begun) break;
        if (lot === LOTS) {
          more = true;
          break;
        }
        await sleep(PACE_MS);
      }
    }
    return { removed, more };
  }
}
