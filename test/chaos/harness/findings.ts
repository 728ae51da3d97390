import type { ChaosDatabase } from './chaos-database.ts';
import type { Markets } from './markets.ts';

/** Jobs shown of each tenant, those longest under way first. */
const SHOWN = 4;
/** Jobs shown of a product that is listed twice, the latest first: what went wrong may be long ago. */
const SHOWN_OF_A_PRODUCT = 200;

/** Everything that is known of what went wrong, for whoever has to find out why. */
export class Findings {
  /**
   * @param database where everything is written
   * @param markets what stands there
   * @param schemas of the tenants
   */
  constructor(
    private readonly database: ChaosDatabase,
    private readonly markets: Markets,
    private readonly schemas: readonly string[],
  ) {}

  /** @returns lines about open jobs, about lanes and browsers, and about products that are listed twice */
  async lines(): Promise<readonly string[]> {
    const lines: string[] = [];
    for (const schema of this.schemas) {
      for (const job of await this.openJobs(schema)) lines.push(`${schema} ${JSON.stringify(job)}`);
      for (const sku of await this.twice()) {
        lines.push(`${schema} ${sku} ${JSON.stringify(await this.jobsOf(schema, sku))}`);
      }
    }
    for (const table of ['lanes', 'plugin_accounts', 'plugin_sessions', 'instances'] as const) {
      const rows = await this.database.look<{ row: unknown }>(
        `select to_jsonb(t) as row from public.${table} t`,
      );
      for (const { row } of rows) lines.push(`${table} ${JSON.stringify(row)}`);
    }
    return lines;
  }

  private openJobs(schema: string): Promise<readonly object[]> {
    return this.database.look(
      `select j.id, j.marketplace, j.action_code, j.status, j.waiting_for, j.attempts, j.epoch, j.unresolved, j.updated_at,
              (select to_jsonb(q) from public.job_queue q where q.job_id = j.id and 'user_' || q.tenant_id = '${schema}') as pointer,
              (select jsonb_agg(jsonb_build_object('step', t.step, 'status', t.status, 'attempt', t.attempt,
                                                   'error', t.error, 'answer', t.answer, 'not_after', t.not_after,
                                                   'device', t.device_id) order by t.position)
               from ${schema}.marketplace_tasks t where t.job_id = j.id and t.status not in ('success', 'pending')) as steps,
              (select jsonb_agg(e order by e.id desc) from (
                 select id, at, type, to_status, actor, reason from ${schema}.job_events where job_id = j.id
                 order by id desc limit 8
               ) e) as history
       from ${schema}.marketplace_jobs j
       where j.status in ('pending', 'processing')
       order by j.status = 'processing' desc, j.started_at nulls last, j.id limit ${SHOWN}`,
    );
  }

  /** @returns SKUs that stand more than once on one marketplace */
  private async twice(): Promise<readonly string[]> {
    const all = await Promise.all(this.markets.all.map((market) => market.effects()));
    const skus = all.flatMap(({ live }) => {
      const seen = live.map(({ sku }) => sku);
      return seen.filter((sku, index) => seen.indexOf(sku) !== index);
    });
    return [...new Set(skus)];
  }

  private async jobsOf(schema: string, sku: string): Promise<readonly object[]> {
    return this.database.look(
      `select j.id, j.marketplace, j.action_code, j.status, j.unresolved, j.error ->> 'code' as error, j.created_at, j.started_at, j.completed_at,
              (select jsonb_agg(l) from ${schema}.listings l where l.product_id = j.product_id and l.account_id = j.account_id) as listings,
              (select jsonb_agg(jsonb_build_object('step', t.step, 'attempt', t.attempt, 'result', t.result, 'ended', t.completed_at)
                                order by t.position)
               from ${schema}.marketplace_tasks t where t.job_id = j.id) as steps,
              (select jsonb_agg(jsonb_build_object('at', e.at, 'type', e.type, 'actor', e.actor, 'reason', e.reason) order by e.id)
               from ${schema}.job_events e where e.job_id = j.id) as history
       from ${schema}.marketplace_jobs j join ${schema}.products p on p.id = j.product_id
       where p.sku = $1 order by j.id desc limit ${SHOWN_OF_A_PRODUCT}`,
      [sku],
    );
  }
}
