import { MikroORM } from '@mikro-orm/postgresql';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { MIGRATIONS } from '../../../src/mikro-orm.config.ts';
import { migrateEverything } from '../../../src/tenancy/migrations/migrate-everything.ts';
import { TenantMigrator } from '../../../src/tenancy/migrations/tenant-migrator.ts';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody } from '../../support/api-world.ts';
import { createDatabase } from '../../support/embedded-database.ts';
import { EventReader } from '../../support/event-reader.ts';
import { fillLargeTenant } from '../../support/large-tenant.ts';
import { scannedRows } from '../../support/statements/read-rows.ts';
import { StatementTap } from '../../support/statements/statement-tap.ts';
import type { SentStatement } from '../../support/statements/statement-tap.ts';
import { waitFor } from '../../support/wait-for.ts';

const JOBS = 1_000_000;
const ACCOUNTS = 20;
/** Counts a tenant's pointers, and stops where the quota of the tenant ends. */
const COUNTS_TO_A_QUOTA = /from public\.job_queue where tenant_id = \$1 limit \$2/;
/** Counts what lies in a tenant's lanes, which the same quota bounds. */
const COUNTS_LANES = /min\(run_at\) filter \(where state = 'ready'\) as oldest/;
/** Rows that a statement may read in one table, whatever there is: a page is 50, a lot of the queue 64 to 500. */
const ENOUGH = 3000;
const DEEP = Buffer.from(JSON.stringify([JOBS / 10])).toString('base64url');

const LISTS = [
  '/api/marketplace/jobs?',
  '/api/marketplace/jobs?marketplace=secondmarket',
  '/api/marketplace/jobs?account_id=20',
  '/api/marketplace/jobs?account_id=3',
  '/api/marketplace/jobs?action_code=relist',
  '/api/marketplace/jobs?status=cancelled',
  '/api/marketplace/jobs?status=cancelled&status=expired',
  '/api/marketplace/jobs?product_id=77',
  '/api/marketplace/jobs?batch_id=77',
  '/api/batch-jobs?',
  '/api/batch-jobs?status=failed',
  '/api/batch-jobs/77/jobs?status=failed',
  '/api/batch-jobs/77/jobs?marketplace=testmarket&error_code=step.timeout',
  '/api/products?',
  '/api/products?ids=77,78',
  '/api/listings?',
  '/api/listings?product_ids=77,78',
  '/api/orders?',
  '/api/pending-actions?',
];

describe(`with ${JOBS} jobs in one tenant`, () => {
  let world: ApiWorld;
  let tap: StatementTap;
  let client: Client;

  beforeAll(async () => {
    const database = await createDatabase({
      name: 'million_jobs',
      prepareTemplate: async (url) => {
        const config = { DATABASE_URL: url };
        await migrateEverything(config, MIGRATIONS);
        await new TenantMigrator(config, MIGRATIONS).provisionAll([{ name: 'One' }, { name: 'Two' }], 1);
        const marketplaces = ['testmarket', 'secondmarket'] as const;
        await fillLargeTenant(url, tenantRef(1), { jobs: JOBS, accounts: ACCOUNTS, marketplaces });
      },
    });
    client = new Client({ connectionString: database.url });
    await client.connect();
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1' }, database);
    tap = await StatementTap.on(world.get(MikroORM), world.db);
  }, 180_000);
  afterAll(async () => {
    tap.stop();
    await client.end();
    await world.close();
  });

  /** What the statements sent since `from` read too much of, one line a statement. */
  const greedy = async (from: number): Promise<readonly string[]> => {
    const sent = tap.sent.slice(from).flatMap(({ statements }) => statements);
    const distinct = new Map<string, SentStatement>(sent.map((statement) => [statement.text, statement]));
    const found = [];
    for (const statement of distinct.values()) {
      const scans = await scannedRows(client, statement);
      const isBounded = COUNTS_TO_A_QUOTA.test(statement.text) || COUNTS_LANES.test(statement.text);
      const worst = scans.filter(({ rows }) => rows > ENOUGH && !isBounded);
      if (worst.length > 0) found.push(`${JSON.stringify(worst)} ${statement.text}`);
    }
    return found;
  };

  it.each(LISTS.flatMap((list) => [list, `${list}&cursor=${DEEP}`]))(
    'a page of %s reads a page',
    async (path) => {
      const from = tap.sent.length;
      const answer = await world.as(1)('GET', path);
      expect(answer.status).toBe(200);
      expect(await greedy(from)).toEqual([]);
    },
  );

  it('one job, its steps, its history and its batch are found at once', async () => {
    const from = tap.sent.length;
    for (const path of ['marketplace/jobs/500000', 'marketplace/jobs/500000/events', 'batch-jobs/500']) {
      expect((await world.as(1)('GET', `/api/${path}`)).status).toBe(200);
    }
    expect((await world.as(1)('GET', '/api/marketplace/tasks?job_id=500000')).status).toBe(200);
    expect((await world.as(1)('GET', '/api/marketplace/lanes')).status).toBe(200);
    expect((await world.as(1)('GET', '/api/readiness?product_ids=77,78,79')).status).toBe(200);
    expect(await greedy(from)).toEqual([]);
  });

  it('what ended lately is found without reading what ended before', async () => {
    const from = tap.sent.length;
    const answer = await world.as(1)<{ marketplaces: { intervals: { completed: number }[] }[] }>(
      'GET',
      '/api/marketplace/activity',
    );
    expect(answer.status).toBe(200);
    const intervals = answer.body.marketplaces.flatMap((marketplace) => marketplace.intervals);
    expect(intervals.reduce((sum, { completed }) => sum + completed, 0)).toBeGreaterThan(1000);
    expect(await greedy(from)).toEqual([]);
  });

  it('jobs are made, followed, run, cancelled and retried without reading what has nothing to do with them', async () => {
    const from = tap.sent.length;
    const seller = world.as(1);
    const reader = await EventReader.open(world.url, { lastEventId: String(Date.now() - 1000) });
    await reader.waitForEvent('ready');
    const accountId = await world.account(1);
    const products = await world.products(1, 20);
    const batch = await seller<BatchBody>('POST', '/api/batch-jobs', {
      marketplaces: ['testmarket'],
      account_ids: [accountId],
      action_code: 'publish',
      product_ids: products,
    });
    expect(batch.body).toMatchObject({ status: 'pending' });
    const path = `/api/batch-jobs/${batch.body.id}`;
    await waitFor(async () => (await seller<BatchBody>('GET', path)).body.status === 'completed', {
      what: 'the batch is completed',
    });
    await reader.waitForEvent('batch', ({ data }) => (data['batch'] as BatchBody).status === 'completed');
    reader.close();
    for (const wish of ['cancel', 'retry', 'pause', 'resume']) await seller('POST', `${path}/${wish}`);
    for (const wish of ['pause', 'resume', 'cancel', 'retry']) {
      await seller('POST', `/api/marketplace/jobs/${JOBS}/${wish}`);
    }
    expect(await greedy(from)).toEqual([]);
  });

  it('a statement that a condition forbids the second time is looked at all the same', async () => {
    const scans = await scannedRows(client, { text: 'update public.lanes set running = $1', values: [-1] });
    expect(scans).toEqual([{ relation: 'lanes', node: expect.any(String), rows: expect.any(Number) }]);
    expect(scans[0]?.rows).toBeGreaterThan(0);
  });
});
