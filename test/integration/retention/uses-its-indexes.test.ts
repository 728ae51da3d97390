import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OLD_JOBS } from '../../../src/ledger/ended-jobs.ts';
import { OLD_EVENTS } from '../../../src/ops/retention/old-rows.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { ledgerWorld } from '../../support/ledger-world.ts';
import type { LedgerWorld } from '../../support/ledger-world.ts';

const JOBS = 60_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Actual Rows': number;
  readonly Plans?: readonly PlanNode[];
}

describe('what chooses old rows', () => {
  let world: LedgerWorld;

  beforeAll(async () => {
    world = await ledgerWorld();
    await world.database.query(
      `insert into user_1.marketplace_jobs
         (action_type_id, marketplace, action_code, account_id, priority, max_attempts, status, completed_at, unresolved)
       select 1, 'testmarket', 'a' || n, 1, 3, 3, 'completed', now() - n * interval '1 minute', n % 100 = 0
       from generate_series(1, $1::int) n`,
      [JOBS],
    );
    await world.database.query(
      `insert into user_1.job_events (job_id, type, actor, at)
       select n, 'x', 'test', now() - n * interval '1 minute' from generate_series(1, $1::int) n`,
      [JOBS],
    );
    await world.database.query('analyze user_1.marketplace_jobs');
    await world.database.query('analyze user_1.job_events');
  });
  afterAll(() => world.close());

  it.each([
    ['jobs', OLD_JOBS, 'marketplace_jobs_ended', 'marketplace_jobs'],
    ['history', OLD_EVENTS, 'job_events_at', 'job_events'],
  ] as const)('reads a lot of %s and no more, by its index', async (_name, statement, index, table) => {
    const [row] = await world.database.query<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
      `explain (analyze, format json) ${statement(tenantRef(1))}`,
      [1, 500],
    );
    const nodes = flatten(row?.['QUERY PLAN'][0]?.Plan);
    const scans = nodes.filter((node) => node['Relation Name'] === table);
    expect(scans.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    expect(nodes.map((node) => node['Index Name'])).toContain(index);
    for (const scan of scans) expect(scan['Actual Rows']).toBeLessThanOrEqual(500);
  });
});

function flatten(node: PlanNode | undefined): readonly PlanNode[] {
  return node === undefined ? [] : [node, ...(node.Plans ?? []).flatMap(flatten)];
}
