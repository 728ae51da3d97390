import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { tenantRef } from '../domain/tenant-ref.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';

/** Seconds after which a turn whose instance died is given to another one. More than a turn may last. */
const LEASE_SECONDS = 120;

/** Notice that there is something to do sooner than was thought. */
export const WEBHOOK_NOTICE = 'stoflow_webhooks';

/** A tenant whose webhooks this instance looks after now. */
export interface WebhookTurn {
  readonly tenant: TenantRef;
  /** Up to when ends have been collected. */
  readonly collectedUntil: Date;
  /** Up to when they will have been, once this turn has collected: no line before it can be committed any more. */
  readonly completeUntil: Date;
  /** The newest line of history that had been begun when the turn was taken. */
  readonly line: number | null;
  /** The same, of the turn before; null too where somebody wants no rest. */
  readonly seenLine: number | null;
  /** Whether {@link WebhookTurn.completeUntil} lies behind the moment at which that line had been begun for certain. */
  readonly isSettled: boolean;
}

/** What became of asking for a turn. */
export interface Taken {
  /** The turn; undefined when none is due. */
  readonly turn: WebhookTurn | undefined;
  /** Whether any tenant has, or had, an endpoint. */
  readonly isAnybody: boolean;
}

/**
 * A line of history has the time at which its transaction began, and is seen from its commit, which may wait for locks: the
 * oldest transaction of a program of ours bounds what can still come. Others (a backup) write none.
 */
const COMPLETE_UNTIL = `
  least(now(), (select min(a.xact_start) from pg_stat_activity a
                where a.datname = current_database() and a.application_name like 'stoflow-%'))`;

/** The newest number that a tenant's history gave out, by transactions under way too; it takes no look into the schema. */
const LINE = `
  (select s.last_value from pg_sequences s
   where s.schemaname = 'user_' || w.tenant_id and s.sequencename = 'job_events_id_seq')`;

/** Always one row. A tenant that rests is due as soon as its history goes on. */
const TAKE = `
  with due as materialized (
    select w.tenant_id, ${LINE} as line, w.seen_line, w.seen_at
    from public.webhook_turns w join public.tenants t on t.id = w.tenant_id and t.schema_error is null
    where w.next_at <= now() or (w.resting and ${LINE} is distinct from w.seen_line)
    order by w.next_at limit 1 for update of w skip locked
  ),
  taken as (
    update public.webhook_turns w set next_at = now() + interval '${LEASE_SECONDS} seconds', resting = false
    from due where w.tenant_id = due.tenant_id
    returning w.tenant_id as id, w.collected_until, ${COMPLETE_UNTIL} as complete_until, due.line, due.seen_line, due.seen_at
  )
  select exists (select from public.webhook_turns) as "isAnybody", id, collected_until as "collectedUntil",
         complete_until as "completeUntil", line, seen_line as "seenLine",
         coalesce(complete_until > seen_at, false) as "isSettled"
  from (values (1)) one left join taken on true`;

/**
 * Knows whose webhooks are to be looked after when. A turn is taken by setting the next one, so that one instance has it; should
 * two have it after all, a message is sent twice under the same id.
 *
 * A tenant rests while nothing is written into its history: whoever writes a line takes its number first, so numbers that stay the
 * same, with no transaction left that is as old as the look at them, tell that there is nothing more to come.
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
      `with made as (
         insert into public.webhook_turns (tenant_id) values ($1)
         on conflict (tenant_id) do nothing returning tenant_id
       )
       select pg_notify('${WEBHOOK_NOTICE}', tenant_id::text) from made`,
      [tenant.id],
    );
  }

  /**
   * Ends a tenant's rest, since there is something to send that its history does not tell of. A turn that is under way is not
   * followed by one.
   * @param tenant whose
   */
  async hurry(tenant: TenantRef): Promise<void> {
    await this.database.query(
      `with hurried as (
         update public.webhook_turns
         set seen_line = null, next_at = case when resting then now() else next_at end where tenant_id = $1
         returning tenant_id
       )
       select pg_notify('${WEBHOOK_NOTICE}', tenant_id::text) from hurried`,
      [tenant.id],
    );
  }

  /** @returns the turn that has been due for longest, if one is */
  async take(): Promise<Taken> {
    const [row] = await this.database.query<
      Omit<WebhookTurn, 'tenant'> & { readonly id: number | null; readonly isAnybody: boolean }
    >(TAKE);
    if (row === undefined) return { turn: undefined, isAnybody: false };
    const { id, isAnybody, ...turn } = row;
    return { turn: id === null ? undefined : { ...turn, tenant: tenantRef(id) }, isAnybody };
  }

  /**
   * Ends a turn.
   * @param turn which
   * @param isCollected whether what there was has been collected
   * @param nextInMs when the next one is
   */
  async end(
    { tenant, completeUntil, line }: WebhookTurn,
    isCollected: boolean,
    nextInMs: number,
  ): Promise<void> {
    await this.database.query(
      `update public.webhook_turns
       set next_at = now() + $2 * interval '1 millisecond',
           collected_until = case when $3::boolean then greatest(collected_until, $4) else collected_until end,
           seen_line = $5, seen_at = case when seen_line is distinct from $5 or seen_at is null then now() else seen_at end
       where tenant_id = $1`,
      [tenant.id, nextInMs, isCollected, completeUntil, line],
    );
  }

  /**
   * Ends a turn after which there is nothing to do, as far as is known: the tenant rests, unless somebody has wanted it not to.
   * @param turn which; its line is the one of the turn before, and settled
   * @param nextInMs when the next one is if it rests
   * @param otherwiseInMs when it is if it does not
   */
  async rest(turn: WebhookTurn, nextInMs: number, otherwiseInMs: number): Promise<void> {
    await this.database.query(
      `update public.webhook_turns
       set resting = seen_line is not distinct from $3::bigint,
           next_at = now() + case when seen_line is not distinct from $3 then $2::float8 else $4::float8 end * interval '1 millisecond',
           collected_until = greatest(collected_until, $5), seen_line = $3,
           seen_at = case when seen_line is distinct from $3 then now() else seen_at end
       where tenant_id = $1`,
      [turn.tenant.id, nextInMs, turn.line, otherwiseInMs, turn.completeUntil],
    );
  }
}
