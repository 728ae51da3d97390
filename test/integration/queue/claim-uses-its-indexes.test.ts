import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OWNER, queueWorld } from '../../support/queue-world.ts';
import type { QueueWorld } from '../../support/queue-world.ts';
import { sqlThat } from '../../support/sql-on.ts';
import type { Transaction } from '../../../src/common/database/sql.ts';
import { Claim } from '../../../src/queue/claim.ts';

const POINTERS = 200_000;
const LANES = 10_000;
/** Every second pointer is in one lane: a seller who asked for very much. */
const LARGEST = POINTERS / 2;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

describe('the claim', () => {
  let world: QueueWorld;

  beforeAll(async () => {
    world = await queueWorld();
    await world.database.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running, ready_at, vtime)
       select n, 1, 'ebay', 4, case when n % 2 = 0 then now() end, n from generate_series(1, $1::int) n`,
      [LANES],
    );
    await world.database.query(
      `insert into public.job_queue
         (tenant_id, job_id, account_id, product_id, priority, turn, run_at, state)
       select case when n % 2 = 0 then 2 else 1 + n % $2::int end, n, 1, n, 3, n, now(),
              case when n % 10 = 0 then 'scheduled' else 'ready' end
       from generate_series(1, $1::int) n`,
      [POINTERS, LANES],
    );
    await world.database.query('analyze public.lanes');
    await world.database.query('analyze public.job_queue');
  });
  afterAll(() => world.close());

  it(`of 64 jobs among ${POINTERS} pointers (${LARGEST} in one lane) and ${LANES} lanes reads a few of each`, async () => {
    const nodes: PlanNode[] = [];
    const timings: number[] = [];
    // The real statements of a real claim, explained as they run.
    const explaining = {
      transaction: <T>(work: (sql: Transaction) => Promise<T>): Promise<T> =>
        world.database.transaction((sql) =>
          work(
            oneByOne(async (text, values) => {
              await sql.query('savepoint before');
              const [row] = await sql.query<{
                'QUERY PLAN': readonly { Plan: PlanNode; 'Execution Time': number }[];
              }>(`explain (analyze, format json) ${text}`, values);
              const explained = row?.['QUERY PLAN'][0];
              if (explained === undefined) throw new Error('no plan');
              nodes.push(...flatten(explained.Plan));
              timings.push(explained['Execution Time']);
              await sql.query('rollback to savepoint before');
              return sql.query(text, values);
            }),
          ),
        ),
    };
    const { leases } = await new Claim(explaining as never).take(OWNER, 64);
    console.log(`claim of ${leases.length} jobs: ${timings.map((ms) => ms.toFixed(1)).join(' + ')} ms`);

    expect(leases).toHaveLength(64);
    const onBigTables = nodes.filter((node) => ['lanes', 'job_queue'].includes(node['Relation Name'] ?? ''));
    const scans = onBigTables.filter((node) => node['Node Type'].includes('Scan'));
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    const indexes = nodes.map((node) => node['Index Name']);
    expect(indexes).toEqual(expect.arrayContaining(['job_queue_ready', 'job_queue_product']));
    // What is read follows from what is asked for, and not from what there is.
    for (const scan of scans) {
      expect(
        (scan['Actual Rows'] + (scan['Rows Removed by Filter'] ?? 0)) * scan['Actual Loops'],
      ).toBeLessThan(2000);
    }
  });
});

function flatten(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

/** Statements that are sent side by side wait for each other: each is explained as it would be carried out. */
function oneByOne(run: Parameters<typeof sqlThat>[0]): Transaction {
  let last: Promise<unknown> = Promise.resolve();
  return sqlThat(<R extends object>(text: string, values?: readonly unknown[]) => {
    const next = last.then(() => run<R>(text, values));
    last = next;
    return next;
  });
}
