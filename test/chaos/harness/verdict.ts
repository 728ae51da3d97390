import type { ChaosDatabase } from './chaos-database.ts';
import type { Markets } from './markets.ts';
import type { Seller } from './seller.ts';

const BATCH_IS_RIGHT = `
  b.status in ('completed', 'partially_failed', 'failed', 'cancelled')
  and b.pending_count = 0 and b.processing_count = 0 and b.paused_count = 0
  and b.total_count = (select count(*) from %s.marketplace_jobs j where j.batch_job_id = b.id)
  and (b.completed_count, b.failed_count, b.cancelled_count, b.expired_count) = (
    select count(*) filter (where j.status = 'completed'), count(*) filter (where j.status = 'failed'),
           count(*) filter (where j.status = 'cancelled'), count(*) filter (where j.status = 'expired')
    from %s.marketplace_jobs j where j.batch_job_id = b.id)`;

/** Something that should have ended well and did not, in words for whoever looks. */
export interface Loss {
  readonly schema: string;
  readonly what: string;
}

/** Jobs by action and status. */
export type Actions = Record<string, Record<string, number>>;

/** Looks at everything there is and tells what has not ended, or does not add up. */
export class Verdict {
  /**
   * @param database where everything is written
   * @param sellers who asked
   * @param markets what stands there
   */
  constructor(
    private readonly database: ChaosDatabase,
    private readonly sellers: readonly Seller[],
    private readonly markets: Markets,
  ) {}

  /**
   * @returns jobs and batches that have not ended, batches that do not add up, requests that were taken and forgotten, and
   *   what is left in the queue although all jobs have ended
   */
  async losses(): Promise<readonly Loss[]> {
    const losses: Loss[] = [...(await this.leftInQueue())];
    for (const { schema, taken } of this.sellers) {
      const rows = await this.database.look<{ what: string }>(
        `select 'job ' || id || ' (' || action_code || ') is ' || status || coalesce(' for ' || waiting_for, '')
                || coalesce(': ' || (error ->> 'code'), '') as what
         from ${schema}.marketplace_jobs where status not in ('completed', 'failed', 'cancelled', 'expired')
         union all
         select 'batch ' || b.id || ' is ' || b.status || ', or does not add up' from ${schema}.batch_jobs b
         where not (${BATCH_IS_RIGHT.replaceAll('%s', schema)})
         union all
         select 'batch ' || id || ' is not there' from unnest($1::bigint[]) as taken (id)
         where not exists (select from ${schema}.batch_jobs b where b.id = taken.id)
         union all
         select 'job ' || id || ' is not there' from unnest($2::bigint[]) as taken (id)
         where not exists (select from ${schema}.marketplace_jobs j where j.id = taken.id)`,
        [[...taken.batches], [...taken.jobs]],
      );
      losses.push(...rows.map(({ what }) => ({ schema, what })));
    }
    return losses;
  }

  private async leftInQueue(): Promise<readonly Loss[]> {
    return this.database.look<{ schema: string; what: string }>(
      `select t.schema_name as schema, 'job ' || q.job_id || ' is still ' || q.state || ' in the queue' as what
       from public.job_queue q join public.tenants t on t.id = q.tenant_id`,
    );
  }

  /** @returns jobs by action and status */
  async actions(): Promise<Actions> {
    const actions: Actions = {};
    for (const { schema } of this.sellers) {
      const rows = await this.database.look<{ action: string; status: string; jobs: number }>(
        `select action_code as action, status, count(*)::int as jobs from ${schema}.marketplace_jobs group by 1, 2`,
      );
      for (const { action, status, jobs } of rows) {
        const counts = (actions[action] ??= {});
        counts[status] = (counts[status] ?? 0) + jobs;
      }
    }
    return actions;
  }

  /** @returns how many jobs are open by what they wait for, for whoever watches */
  async open(): Promise<Record<string, number>> {
    const open: Record<string, number> = {};
    for (const { schema } of this.sellers) {
      const rows = await this.database.look<{ marketplace: string; why: string; jobs: number }>(
        `select marketplace, status || coalesce(' ' || waiting_for, '') as why, count(*)::int as jobs
         from ${schema}.marketplace_jobs where status in ('pending', 'processing') group by 1, 2`,
      );
      for (const { marketplace, why, jobs } of rows) open[`${schema} ${marketplace} ${why}`] = jobs;
    }
    return open;
  }

  /** @returns how many places of lanes are taken although nothing runs */
  async lanesRunning(): Promise<number> {
    const [row] = await this.database.look<{ running: number }>(
      'select coalesce(sum(running), 0)::int as running from public.lanes',
    );
    return row?.running ?? 0;
  }

  /** @returns numbers of live listings that no row of ours has */
  async unknownListings(): Promise<readonly string[]> {
    const known = new Set<string>();
    for (const { schema } of this.sellers) {
      const rows = await this.database.look<{ id: string }>(
        `select value as id from ${schema}.listings, jsonb_each_text(external_ids) where status in ('live', 'unknown')`,
      );
      for (const { id } of rows) known.add(id);
    }
    const { live } = await this.markets.count();
    return live
      .filter(({ listingId }) => !known.has(listingId))
      .map(({ sku, listingId }) => `${sku} ${listingId}`);
  }
}
