import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import { AppConfig } from '../config/app-config.ts';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { ActiveJobs } from '../queue/active-jobs.ts';
import { Lanes } from '../queue/lanes.ts';

/** The tenant has as many jobs waiting and running as it may. */
export class ActiveJobQuotaError extends DomainError {
  /**
   * @param limit how many there may be
   * @param wanted how many more were asked for
   */
  constructor(limit: number, wanted: number) {
    const message = `At most ${limit} jobs may wait and run at once, and ${wanted} more were asked for. Try again when some have ended.`;
    super('quota.active_jobs', 'rate_limited', message, { extra: { limit, wanted } });
  }
}

/** How long a count of a tenant's jobs is believed. */
const BELIEVED_MS = 1000;
/** Tenants whose counts are remembered. */
const MOST_COUNTS = 10_000;

/**
 * Where wishes of sellers enter the queue. It keeps a tenant from filling it without end; what StoFlow queues by itself
 * does not pass here and is never refused: a piece that was sold must go everywhere, whatever else waits.
 */
@Injectable()
export class QueueEntrance {
  private readonly counted = new Map<number, { jobs: number; readonly atMs: number }>();

  constructor(
    private readonly config: AppConfig,
    private readonly lanes: Lanes,
    private readonly active: ActiveJobs,
  ) {}

  /**
   * Locks the accounts' lanes, so that no worker sees half of what is made, and makes sure that there is room. Requests
   * of one moment on different accounts do not wait for each other: together they may exceed the limit, as may those of
   * several instances within a second in which half of it fills up.
   * @param sql the transaction that makes the jobs; nothing of the tenant is locked in it yet
   * @param tenant whose jobs
   * @param accountIds the accounts they are for
   * @param wanted how many jobs
   * @throws {ActiveJobQuotaError} when there would be too many
   */
  async enter(sql: Sql, tenant: TenantRef, accountIds: readonly number[], wanted: number): Promise<void> {
    await this.lanes.lock(
      sql,
      accountIds.map((accountId) => ({ tenantId: tenant.id, accountId })),
    );
    if (this.takeAmpleRoom(tenant.id, wanted)) return;
    const limit = this.config.MAX_ACTIVE_JOBS_PER_TENANT;
    const room = limit - wanted;
    const jobs = room < 0 ? 0 : await this.active.count(sql, tenant.id, room + 1);
    if (jobs > room) throw new ActiveJobQuotaError(limit, wanted);
    if (this.counted.size >= MOST_COUNTS) this.counted.clear();
    this.counted.set(tenant.id, { jobs: jobs + wanted, atMs: performance.now() });
  }

  /**
   * Takes room without counting, which reads every job there is: as long as half of the limit is free, a recent count and
   * what came since will do.
   */
  private takeAmpleRoom(tenantId: number, wanted: number): boolean {
    const known = this.counted.get(tenantId);
    if (known === undefined || performance.now() - known.atMs > BELIEVED_MS) return false;
    if (known.jobs + wanted > this.config.MAX_ACTIVE_JOBS_PER_TENANT / 2) return false;
    known.jobs += wanted;
    return true;
  }
}
