import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';

/** Ids of tenants that only the queue knows: to it, a tenant is a number. */
export const FIRST_OF_CROWD = 1_000_000;

/** Tenants that have lanes and pointers, and no schema. */
export interface Crowd {
  readonly tenants: number;
  /** Accounts of each; one where it is not said. */
  readonly lanesPerTenant?: number;
  readonly jobsPerLane: number;
}

/**
 * Puts a crowd into the queue, as it stands when all of it begins at the same moment: lanes that wake get the same virtual
 * time. Its lanes are tied to an instance of the measurement, so that no worker takes them for
 * real ones.
 * @param client a connection
 * @param crowd how many tenants, lanes and jobs
 * @returns the id of that instance
 */
export async function gatherCrowd(
  client: Client,
  { tenants, lanesPerTenant = 1, jobsPerLane }: Crowd,
): Promise<string> {
  const owner = randomUUID();
  await client.query(
    `insert into public.instances (id, role, host, pid, lease_until)
     values ($1, 'worker', 'crowd', 0, now() + interval '1 day')`,
    [owner],
  );
  await client.query(
    `insert into public.lanes (tenant_id, account_id, marketplace, max_running, executor, ready_at)
     select $1::bigint + t, a, 'idle', 4, $3::uuid, case when $4 > 0 then now() end
     from generate_series(1, $2::int) t, generate_series(1, $5::int) a`,
    [FIRST_OF_CROWD, tenants, owner, jobsPerLane, lanesPerTenant],
  );
  await client.query(
    `insert into public.job_queue (tenant_id, job_id, account_id, product_id, priority, turn, run_at, state)
     select $1::bigint + t, (a - 1) * $3 + j, a, j, 3, j, now(), 'ready'
     from generate_series(1, $2::int) t, generate_series(1, $4::int) a, generate_series(1, $3::int) j`,
    [FIRST_OF_CROWD, tenants, jobsPerLane, lanesPerTenant],
  );
  await client.query('vacuum analyze public.lanes, public.job_queue');
  return owner;
}

/**
 * Lets a crowd sleep: its lanes and pointers stay, behind a hold.
 * @param client a connection
 */
export async function holdCrowd(client: Client): Promise<void> {
  await client.query(
    `update public.lanes set holds = '{tenant}', executor = null, ready_at = null where tenant_id > $1`,
    [FIRST_OF_CROWD],
  );
  await client.query('vacuum analyze public.lanes');
}
