import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MikroORM } from '@mikro-orm/postgresql';
import { ApiWorld } from '../../support/api-world.ts';
import type { BatchBody, JobBody } from '../../support/api-world.ts';
import { done } from '../../../src/domain/outcome.ts';
import type { Outcome } from '../../../src/domain/outcome.ts';
import { step, transient } from '../../support/scripted-marketplace.ts';
import { EventReader } from '../../support/event-reader.ts';
import { StatementTap } from '../../support/statements/statement-tap.ts';
import { namedSchemas } from '../../support/statements/named-schemas.ts';
import { waitFor } from '../../support/wait-for.ts';

/**
 * Files whose transactions may change shared tables and a tenant's own together. On a cluster each of them is a
 * two-phase commit over the coordinator and a node; whatever is not in this list costs one node only.
 */
const SPANNING: readonly string[] = [
  // Connecting makes the account's lane; pausing and resuming hold it.
  'accounts/account-connections.ts',
  'accounts/account-pause.ts',
  // Jobs and their pointers are made in one commit.
  'intake/batch-intake.ts',
  'intake/job-intake.ts',
  // A step that found a sale queues what follows from it.
  'ledger/journal.ts',
  'ledger/retry.ts',
  // Cancel, pause, resume.
  'ledger/wishes.ts',
  // The seller tells of a sale.
  'sales/sold-products.ts',
];

describe('everything that is sent to the database while sellers work', () => {
  let tap: StatementTap;
  let world: ApiWorld;

  beforeAll(async () => {
    world = await ApiWorld.start({ ROLE: 'all', TIME_SCALE: '0.1', CITUS: 'true' });
    tap = await StatementTap.on(world.get(MikroORM), world.db);
    for (const tenant of [1, 2]) await aSellersDay(world, tenant);
  });
  afterAll(async () => {
    await world.close();
    tap.stop();
  });

  it('names tables of one schema in each statement', () => {
    const statements = new Set(tap.sent.flatMap(({ statements }) => statements.map(({ text }) => text)));
    expect(namedSchemas([...statements].join('\n'))).toEqual(new Set(['public', 'user_1', 'user_2']));
    expect([...statements].filter((text) => namedSchemas(text).size > 1)).toEqual([]);
  });

  it('spans two schemas in one transaction only where jobs are made, withdrawn or let go on', () => {
    const spanning = tap.sent.filter(
      ({ statements }) => namedSchemas(statements.map(({ text }) => text).join('\n')).size > 1,
    );
    expect([...new Set(spanning.map(({ origin }) => origin))].sort()).toEqual(SPANNING);
  });
});

async function aSellersDay(world: ApiWorld, tenant: number): Promise<void> {
  const reader = await EventReader.open(world.url, { tenant, lastEventId: String(Date.now()) });
  const seller = world.as(tenant);
  const accountId = await world.account(tenant);
  await world.account(tenant, 'secondmarket');
  const products = await world.products(tenant, 4);
  const [first, second, third] = products;
  world.market.script('create', transient(50), 'lost_but_done');

  const batch = await seller<BatchBody>('POST', '/api/batch-jobs', {
    marketplaces: ['testmarket', 'secondmarket'],
    action_code: 'publish',
    product_ids: products,
  });
  await untilEnded(async () => (await seller<BatchBody>('GET', `/api/batch-jobs/${batch.body.id}`)).body);
  await reader.waitForEvent('batch');
  reader.close();

  const later = { run_at: new Date(Date.now() + 3_600_000).toISOString() };
  const waiting = await world.job(tenant, { product_id: first, action_code: 'update', ...later });
  const job = `/api/marketplace/jobs/${waiting.id}`;
  for (const wish of ['pause', 'resume', 'cancel', 'retry']) await seller('POST', `${job}/${wish}`);
  await untilEnded(async () => (await seller<JobBody>('GET', job)).body);

  const paused = await seller<BatchBody>('POST', '/api/batch-jobs', {
    marketplaces: ['testmarket'],
    action_code: 'update',
    product_ids: products,
    options: {},
  });
  for (const wish of ['pause', 'resume', 'cancel', 'retry']) {
    await seller('POST', `/api/batch-jobs/${paused.body.id}/${wish}`);
  }
  await seller('POST', `/api/marketplace/accounts/${accountId}/pause`);
  await seller('POST', `/api/marketplace/accounts/${accountId}/resume`);
  const elsewhere = await world.account(tenant);
  await world.db.query(
    `insert into user_${tenant}.listings (product_id, account_id, status, external_ids)
     select product_id, account_id, 'live', jsonb_build_object('item_id', product_id::text)
     from unnest($1::bigint[]) product_id, unnest($2::bigint[]) account_id`,
    [
      [second, third],
      [accountId, elsewhere],
    ],
  );
  await seller('POST', `/api/products/${second ?? 0}/sold`, { quantity: 1 });
  // The jobs that the sale above led to run at the same time, and have a plan of their own.
  const { plan } = world.market;
  world.market.plan = (context) =>
    context.job.actionCode === 'sync_orders' ? [step('read_orders', 'none')] : plan(context);
  world.market.script('read_orders', anOrderOf(third ?? 0));
  const look = await world.job(tenant, {
    product_id: undefined,
    account_id: accountId,
    action_code: 'sync_orders',
  });
  await untilEnded(async () => (await seller<JobBody>('GET', `/api/marketplace/jobs/${look.id}`)).body);
  expect(
    await world.db.query(`select from user_${tenant}.batch_jobs where kind = 'delist_on_sale'`),
  ).toHaveLength(2);
  for (const list of ['jobs', 'tasks?job_id=1', 'accounts', 'action-types']) {
    await seller('GET', `/api/marketplace/${list}`);
  }
  for (const list of ['batch-jobs', 'listings', 'orders', 'pending-actions', 'products']) {
    await seller('GET', `/api/${list}`);
  }
  await untilEnded(async () => (await seller<BatchBody>('GET', `/api/batch-jobs/${paused.body.id}`)).body);
}

function anOrderOf(productId: number): Outcome {
  const line = { externalId: '1', listingIds: { item_id: String(productId) }, quantity: 1 };
  const soldAt = new Date().toISOString();
  const order = { externalId: `order-${productId}`, state: 'paid', soldAt, lines: [line] } as const;
  return done({}, [{ type: 'order', order }]);
}

async function untilEnded(read: () => Promise<{ readonly status: string }>): Promise<void> {
  const ended = new Set(['completed', 'failed', 'cancelled', 'partially_failed']);
  await waitFor(async () => ended.has((await read()).status), { what: 'the work has ended' });
}
