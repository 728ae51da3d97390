import { Injectable, Logger } from '@nestjs/common';
import type { Sql } from '../../common/database/sql.ts';
import { AppConfig } from '../../config/app-config.ts';
import { DomainError } from '../../domain/errors.ts';
import { tenantRef } from '../../domain/tenant-ref.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { HandlerRegistry } from '../../handlers/registry/handler-registry.ts';
import type { HandledAction } from '../../handlers/registry/handler-registry.ts';
import { JobCreation } from '../../ledger/job-creation.ts';
import { templateOf } from '../../ledger/wanted-job.ts';
import { Lanes } from '../../queue/lanes.ts';
import { Recurring } from '../../queue/recurring.ts';
import type { DueAction } from '../../queue/recurring.ts';

/** Who asks for jobs that nobody asked for. */
export const SCHEDULE_ACTOR = 'schedule';

/** Turns of one tick; what is left is taken at the next. */
const LOT = 200;

/** Makes the jobs of recurring actions, when it is an account's turn. */
@Injectable()
export class RecurringJobs {
  private readonly log = new Logger(RecurringJobs.name);

  constructor(
    private readonly config: AppConfig,
    private readonly turns: Recurring,
    private readonly registry: HandlerRegistry,
    private readonly lanes: Lanes,
    private readonly creation: JobCreation,
  ) {}

  /** @returns whether jobs were made */
  async run(): Promise<boolean> {
    if (!this.config.RECURRING) return false;
    let made = 0;
    for (let turn = 0; turn < LOT; turn += 1) {
      const taken = await this.turns.takeDue(async (sql, due) => {
        made += (await this.queue(sql, due)) ? 1 : 0;
      });
      if (!taken) break;
    }
    return made > 0;
  }

  /**
   * Queues one. Where the last one still waits or runs, its account has no need of another: one after the other it
   * would find the same. What the marketplace cannot do is left out.
   */
  private async queue(sql: Sql, due: DueAction): Promise<boolean> {
    const action = this.handled(due);
    if (action === undefined) return false;
    const tenant = tenantRef(due.tenantId);
    await this.lanes.lock(sql, [due]);
    if (await this.isAsked(sql, tenant, due)) return false;
    await this.forgetOld(sql, tenant, due);
    await this.creation.create(
      sql,
      tenant,
      templateOf(action.type, { accountId: due.accountId, requestedBy: SCHEDULE_ACTOR }),
      [{ productId: null }],
    );
    return true;
  }

  private handled({ marketplace, actionCode }: DueAction): HandledAction | undefined {
    try {
      return this.registry.resolve(marketplace, actionCode);
    } catch (error: unknown) {
      if (!(error instanceof DomainError)) throw error;
      this.log.warn({ marketplace, action: actionCode }, error.message);
      return undefined;
    }
  }

  private async isAsked(
    sql: Sql,
    { schema }: TenantRef,
    { accountId, actionCode }: DueAction,
  ): Promise<boolean> {
    const rows = await sql.query(
      `select from ${schema}.marketplace_jobs
       where account_id = $1 and action_code = $2 and status in ('pending', 'processing', 'paused') limit 1`,
      [accountId, actionCode],
    );
    return rows.length > 0;
  }

  /** A look every five minutes is 288 jobs a day: those that found nothing wrong are kept for a day. */
  private async forgetOld(
    sql: Sql,
    { schema }: TenantRef,
    { accountId, actionCode }: DueAction,
  ): Promise<void> {
    await sql.query(
      `with old as (
         delete from ${schema}.marketplace_jobs
         where account_id = $1 and action_code = $2 and requested_by = $3 and status = 'completed'
           and completed_at < now() - interval '1 day'
         returning id
       )
       delete from ${schema}.job_events where job_id in (select id from old)`,
      [accountId, actionCode, SCHEDULE_ACTOR],
    );
  }
}
