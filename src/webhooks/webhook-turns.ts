import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Seconds after which a turn whose instance died is given to another one. More than a turn may last. */
const LEASE_SECONDS = 120;

/** A tenant whose webhooks this instance looks after now. */
export interface WebhookTurn {
  readonly tenant: TenantRef;
  /** Up to when ends have been collected. */
  readonly collectedUntil: Date;
  /** Up to when they will have been, once this turn has collected: no line before it can be committed any more. */
  readonly completeUntil: Date;
}

/**
 * A line of history has the time at which its transaction began, and is seen from its commit, which may wait for locks: the
 * oldest transaction of a program of ours bounds what can still come. Others (a backup) write none.
 */
const COMPLETE_UNTIL = `
  least(now(), (select min(a.xact_start) from pg_stat_activity a
                where a.datname = current_database() and a.application_name like 'stoflow-%'))`;

/**
 * Knows whose webhooks are to be looked after when. A turn is taken by setting the next one, so that one instance has it; should
 * two have it after all, a message is sent twice under the same id.
 */
@Injectable()
export class WebhookTurns {
  constructor(private readonly database: Database) {}

  /**
   * Has a tenant looked after from now on. It comes before the endpoint that it is for: an endpoint that nobody looks after would
   * lose what ends.
   * @param tenant who is to have one
   */
  async ensure(tenant: TenantRef): Promise<void> {
    await this.database.query(
      `insert into public.webhook_turns (tenant_id) values ($1)
       on conflict (tenant_id) do nothing`,
      [tenant.id],
    );
  }

  /** @returns the turn that has been due for longest; undefined when none is */
  async take(): Promise<WebhookTurn | undefined> {
    const [row] = await this.database.query<{ id: number; collectedUntil: Date; completeUntil: Date }>(
      `update public.webhook_turns set next_at = now() + interval '${LEASE_SECONDS} seconds'
       where tenant_id = (
         select w.tenant_id from public.webhook_turns w
         join public.tenants t on t.id = w.tenant_id and t.schema_error is null
         where w.next_at <= now() order by w.next_at limit 1 for update of w skip locked
       )
       returning tenant_id as id, collected_until as "collectedUntil", ${COMPLETE_UNTIL} as "completeUntil"`,
    );
    return row && { ...row, tenant: tenantRef(row.id) };
  }

  /**
   * Ends a turn.
   * @param turn which
   * @param isCollected whether what there was has been collected
   * @param nextInMs when the next one is
   */
  async end({ tenant, completeUntil }: WebhookTurn, isCollected: boolean, nextInMs: number): Promise<void> {
    await this.database.query(
      `update public.webhook_turns
       set next_at = now() + $2 * interval '1 millisecond',
           collected_until = case when $3::boolean then greatest(collected_until, $4) else collected_until end
       where tenant_id = $1`,
      [tenant.id, nextInMs, isCollected, completeUntil],
    );
  }
}
