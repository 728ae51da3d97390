import { Client } from 'pg';
import type { TenantRef } from '../../src/domain/tenant-ref.ts';

/** How large a tenant is made. */
export interface LargeTenant {
  /** Jobs, nearly all of them ended. */
  readonly jobs: number;
  /** Accounts over which they are spread evenly; the last one has ten jobs alone. */
  readonly accounts: number;
  /** The marketplace of all accounts but the last, and that one's. */
  readonly marketplaces: readonly [common: string, rare: string];
}

/** The newest of the jobs wait, one in this many. */
const WAITING_SHARE = 100;
const PRODUCTS_PER_JOB = 20;
const JOBS_PER_BATCH = 1000;

/**
 * Fills a tenant with products, accounts, batches and jobs as years of use would: one job in twenty failed, one in a
 * thousand is cancelled, the newest hundredth waits, and the others ended one after the other. One job in ten has its
 * steps and its history. Indexes are made after the rows, which is several times faster.
 * @param url the database
 * @param tenant an empty tenant
 * @param size how large
 */
export async function fillLargeTenant(url: string, tenant: TenantRef, size: LargeTenant): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set session_replication_role = replica; set synchronous_commit = off;
                        set maintenance_work_mem = '256MB'; set work_mem = '64MB'`);
    const indexes = await client.query<{ name: string; definition: string }>(
      `select format('%I.%I', schemaname, indexname) as name, indexdef as definition
       from pg_indexes
       where schemaname = $1 and tablename in ('marketplace_jobs', 'marketplace_tasks', 'job_events')
         and indexdef not like 'CREATE UNIQUE%'`,
      [tenant.schema],
    );
    for (const { name } of indexes.rows) await client.query(`drop index ${name}`);
    for (const statement of statements(tenant, size)) await client.query(statement);
    for (const { definition } of indexes.rows) await client.query(definition);
    for (const table of ['products', 'batch_jobs', 'marketplace_jobs', 'marketplace_tasks', 'job_events']) {
      await client.query(`vacuum analyze ${tenant.schema}.${table}`);
    }
    await client.query('vacuum analyze public.job_queue');
  } finally {
    await client.end();
  }
}

function statements(
  { id, schema }: TenantRef,
  { jobs, accounts, marketplaces: [common, rare] }: LargeTenant,
): readonly string[] {
  const waitingFrom = jobs - Math.floor(jobs / WAITING_SHARE);
  const products = Math.ceil(jobs / PRODUCTS_PER_JOB);
  const account = `case when n % ${Math.ceil(jobs / 10)} = 0 then ${accounts} else 1 + n % ${accounts - 1} end`;
  const marketplace = `case when ${account} = ${accounts} then '${rare}' else '${common}' end`;
  return [
    `insert into ${schema}.marketplace_accounts (id, marketplace, name, external_id)
     overriding system value
     select n, case when n = ${accounts} then '${rare}' else '${common}' end, 'Shop ' || n, n::text
     from generate_series(1, ${accounts}) n`,
    `select setval(pg_get_serial_sequence('${schema}.marketplace_accounts', 'id'), ${accounts})`,
    `insert into public.lanes (tenant_id, account_id, marketplace, max_running, ready_at)
     select ${id}, n, case when n = ${accounts} then '${rare}' else '${common}' end, 4, null
     from generate_series(1, ${accounts}) n`,
    `insert into ${schema}.products (sku, title, price, currency)
     select 'SKU-' || n, 'Coat ' || n, 10, 'EUR' from generate_series(1, ${products}) n`,
    `insert into ${schema}.batch_jobs (marketplaces, action_code, status, total_count, completed_count)
     select '{${common}}', 'publish', 'completed', ${JOBS_PER_BATCH}, ${JOBS_PER_BATCH}
     from generate_series(1, ${Math.ceil(jobs / JOBS_PER_BATCH)})`,
    `insert into ${schema}.marketplace_jobs
       (batch_job_id, action_type_id, marketplace, action_code, account_id, product_id, status, priority, max_attempts,
        done_tasks, total_tasks, plan_version, started_at, completed_at, created_at)
     select 1 + (n - 1) / ${JOBS_PER_BATCH}, 1, ${marketplace}, case when n % 5000 = 0 then 'relist' else 'publish' end, ${account},
            1 + n % ${products},
            case when n > ${waitingFrom} then 'pending' when n % 1000 = 1 then 'cancelled'
                 when n % 20 = 1 then 'failed' else 'completed' end,
            3, 3, 5, 5, 1, now() - interval '1 hour', now() - greatest(0, ${waitingFrom} - n) * interval '2 seconds',
            now() - (${jobs} - n) * interval '1 minute'
     from generate_series(1, ${jobs}) n`,
    `insert into public.job_queue (tenant_id, job_id, account_id, product_id, priority, turn, run_at, state)
     select ${id}, id, account_id, product_id, 3, id, now() + interval '1 year', 'scheduled'
     from ${schema}.marketplace_jobs where status = 'pending'`,
    `insert into ${schema}.marketplace_tasks
       (job_id, position, task_type, step, effect, description, status, attempt, started_at, completed_at)
     select n, p, 'direct_http', 'step:' || p, 'none', 'does nothing', 'success', 1, now(), now()
     from generate_series(10, ${jobs}, 10) n, generate_series(1, 5) p`,
    `insert into ${schema}.job_events (job_id, batch_job_id, type, from_status, to_status, actor)
     select n, 1 + (n - 1) / ${JOBS_PER_BATCH}, type, 'pending', 'processing', 'worker'
     from generate_series(10, ${jobs}, 10) n, unnest(array['created', 'started', 'ended']) type`,
  ];
}
