import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { Database } from '../../../src/common/database/database.ts';
import { workerWorld } from '../../support/worker-world.ts';
import type { Worker, WorkerWorld } from '../../support/worker-world.ts';

/** Enough for every connection to have planned every statement while the tables were small. */
const EARLIER = 60;
const STORED = 5000;
const LATER = 20;
const HOT = ['marketplace_jobs', 'marketplace_tasks'];

describe('connections that have planned while the tables of a tenant were small', () => {
  let world: WorkerWorld;
  let worker: Worker;

  beforeAll(async () => {
    world = await workerWorld();
    worker = await world.start();
    // PostgreSQL takes new figures when it pleases, and new ones would have everything planned anew.
    for (const table of HOT) {
      await query(`alter table ${world.tenant.schema}.${table} set (autovacuum_enabled = false)`);
    }
  });
  afterAll(() => world.close());

  it('run jobs without reading these whole when they have grown', async () => {
    await world.until(worker, await world.createJobs(worker, EARLIER), 'completed');
    await store();
    const [grown] = await query<{ at: Date }>('select clock_timestamp() as at');
    await untilEnded(await world.createJobs(worker, LATER));
    // A connection tells the last of what it did when it ends.
    await worker.close();
    const onlooker = new Client({ connectionString: world.testDatabase.url });
    await onlooker.connect();
    const { rows } = await onlooker.query(
      `select relname, last_seq_scan from pg_stat_user_tables
       where schemaname = $1 and relname = any($2) and last_seq_scan > $3`,
      [world.tenant.schema, HOT, grown?.at],
    );
    await onlooker.end();
    expect(rows).toEqual([]);
  });

  const query = <R extends object>(text: string, values?: readonly unknown[]): Promise<R[]> =>
    worker.get(Database).query<R>(text, values);

  /** Many jobs like the first, all of them ended. */
  async function store(): Promise<void> {
    const { schema } = world.tenant;
    for (const [table, key] of [
      ['marketplace_jobs', 'id'],
      ['marketplace_tasks', 'job_id'],
    ] as const) {
      const columns = await query<{ name: string }>(
        `select column_name as name from information_schema.columns
         where table_schema = $1 and table_name = $2 and column_name not in ('id', 'job_id', 'product_id')
           and is_generated = 'NEVER'`,
        [schema, table],
      );
      const names = columns.map(({ name }) => name).join(', ');
      await query(
        `insert into ${schema}.${table} (${key}, ${names}) overriding system value
         select 1000000 + n, ${names} from ${schema}.${table} cross join generate_series(1, $1::int) n
         where ${key} = (select min(id) from ${schema}.marketplace_jobs)`,
        [STORED],
      );
    }
  }

  /** Asked by key: the test reads no table whole either. */
  async function untilEnded(ids: readonly number[]): Promise<void> {
    for (const id of ids) await world.until(worker, [id], 'completed');
  }
});
