import type { FoundOrder } from '../../../src/domain/found.ts';
import { done, refused, retry } from '../../../src/domain/outcome.ts';
import { Database } from '../../../src/common/database/database.ts';
import { Wishes } from '../../../src/ledger/wishes.ts';
import { tenantRef } from '../../../src/domain/tenant-ref.ts';
import { refusal, step, transient } from '../scripted-marketplace.ts';
import type { CrashScenario, CrashWorld } from './crash-world.ts';

const TENANT = tenantRef(1);
const usual = () => [step('prepare', 'none'), step('create', 'once'), step('save', 'repeatable')];
const NO = { code: 'test.no', message: 'never', actor: 'seller' } as const;
const NEVER_SAID = { code: 'test.busy', message: 'not now' };

/** What a person asks for in the middle of a step, from outside the program that runs it. */
const wished = (world: CrashWorld, jobId: number, wish: 'cancel' | 'pause'): void => {
  world.market.script('create', async () => {
    await world.points.outside(() => world.get(Wishes)[wish](TENANT, [jobId], 'test'));
    world.market.effects.set(`1/${jobId}/create`, 1);
    return done();
  });
};

const planned = (world: CrashWorld, plan: typeof world.market.plan = usual): void => {
  world.market.plan = plan;
  for (const name of ['prepare', 'create', 'save']) world.market.script(name);
};

function orderOf(jobId: number): FoundOrder {
  const line = { externalId: '1', listingIds: { item_id: `unknown-${jobId}` }, quantity: 1 };
  return { externalId: `order-${jobId}`, state: 'paid', soldAt: new Date().toISOString(), lines: [line] };
}

/** The first statement of a claim, with which the run begins as a rule. */
const CLAIMS = 'queue/claim.ts:Claim.takeIn:1:before';
const EXECUTES = 'processing/step-run.ts:StepRun.run:4:before';

/** Together they pass every await between a claim and its release that a job can pass. */
export const CRASH_SCENARIOS: readonly CrashScenario[] = [
  { name: 'all goes well', ends: ['completed'], set: (world) => planned(world) },
  {
    name: 'a step appends another and changes a listing and the account',
    ends: ['completed'],
    set: (world, jobId) => {
      planned(world);
      world.market.script('create', async () => {
        world.market.effects.set(`1/${jobId}/create`, 1);
        return done(
          {},
          [
            { type: 'listing', status: 'live', externalIds: { item_id: String(jobId) } },
            { type: 'pending_action', code: 'test.look', message: 'look', subject: String(jobId) },
            { type: 'account', status: 'connected', reason: 'seen' },
            { type: 'checklist', items: [] },
            { type: 'orders_read', until: new Date().toISOString() },
            { type: 'order', order: orderOf(jobId) },
          ],
          [step('after', 'once')],
        );
      });
    },
  },
  {
    name: 'an answer is lost and the effect is found',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script('create', 'lost_but_done');
    },
  },
  {
    name: 'an answer is lost and there is no effect',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script('create', 'lost_not_done');
    },
  },
  {
    name: 'a step is refused',
    ends: ['failed', 'completed'],
    set: (world) => {
      planned(world);
      world.market.script('create', refusal());
    },
  },
  {
    name: 'a step has to wait',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script('create', transient());
    },
  },
  {
    name: 'a step breaks',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script('prepare', 'throw');
    },
  },
  { name: 'there is nothing to do', ends: ['completed'], set: (world) => planned(world, () => []) },
  { name: 'the plan is refused', ends: ['failed'], set: (world) => planned(world, () => refused(NO)) },
  {
    name: 'the account is closed for a time',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script(
        'create',
        retry(NEVER_SAID, { afterMs: 5, blocks: 'account', costsAttempt: false }),
      );
    },
    rescue: (world) => world.openLane(),
  },
  {
    name: 'the marketplace is closed for a time',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script(
        'create',
        retry(NEVER_SAID, { afterMs: 5, blocks: 'application', costsAttempt: false }),
      );
    },
  },
  {
    name: 'a budget is closed for a time',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script(
        'create',
        retry(NEVER_SAID, { afterMs: 5, blocks: { scope: 'scarce' }, costsAttempt: false }),
      );
    },
  },
  {
    name: 'the account is held',
    ends: ['completed'],
    set: (world) => {
      planned(world);
      world.market.script('create', retry(NEVER_SAID, { holds: { hold: 'challenge', status: 'challenge' } }));
    },
    rescue: (world) => world.openLane(),
  },
  {
    name: 'it is cancelled',
    ends: ['cancelled', 'completed'],
    set: (world, jobId) => {
      planned(world);
      wished(world, jobId, 'cancel');
    },
  },
  {
    name: 'it is paused',
    ends: ['completed'],
    set: (world, jobId) => {
      planned(world);
      wished(world, jobId, 'pause');
    },
    rescue: async (world, jobId) => {
      await world.get(Wishes).resume(TENANT, [jobId], 'test');
    },
  },
  {
    name: 'its steps keep a pace',
    ends: ['completed'],
    set: (world) =>
      planned(world, () => [
        step('prepare', 'none', { taskType: 'direct_http' }),
        step('create', 'once', { taskType: 'direct_http' }),
        step('save', 'repeatable', { taskType: 'direct_http' }),
      ]),
  },
  {
    name: 'a budget is used up',
    ends: ['completed'],
    set: (world) =>
      planned(world, () => [
        step('create', 'once', { taskType: 'direct_http', rate: ['scarce'] }),
        step('save', 'repeatable', { taskType: 'direct_http', rate: ['scarce'] }),
      ]),
    rescue: (world) => world.fillBudgets(),
  },
  {
    name: 'an answer is lost where effects show late',
    ends: ['completed'],
    set: (world) => {
      planned(world, () => [step('create', 'once', { settleSeconds: 2 }), step('save', 'repeatable')]);
      world.market.script('create', 'lost_not_done');
    },
  },
  {
    name: 'another program left a step that must not be repeated',
    ends: ['completed'],
    set: (world) => planned(world, () => [step('create', 'once'), step('save', 'repeatable')]),
    earlier: { at: EXECUTES },
  },
  {
    name: 'another program left a step that may be repeated',
    ends: ['completed'],
    set: (world) => planned(world),
    earlier: { at: EXECUTES },
  },
  {
    name: 'it was sold while nobody worked on it',
    ends: ['failed'],
    set: (world) => planned(world),
    earlier: {
      at: EXECUTES,
      until: async (world, jobId) => {
        await world.get(Database).query(
          `update user_1.products set quantity = 0
           where id = (select product_id from user_1.marketplace_jobs where id = $1)`,
          [jobId],
        );
      },
    },
  },
  {
    name: 'another job has listed its product while nobody worked on it',
    ends: ['completed'],
    set: (world) => planned(world),
    earlier: {
      at: EXECUTES,
      until: async (world, jobId) => {
        await world.get(Database).query(
          `insert into user_1.listings (product_id, account_id, status, external_ids)
           select product_id, account_id, 'live', '{"listing_id": "another"}' from user_1.marketplace_jobs where id = $1`,
          [jobId],
        );
      },
    },
  },
  {
    name: 'it is cancelled between its claim and its start',
    ends: ['cancelled', 'completed'],
    set: (world) => planned(world),
    meanwhile: {
      at: CLAIMS,
      does: (world, jobId) =>
        world.holdRow(jobId, (client) =>
          client.query(
            `update user_1.marketplace_jobs set status = 'cancelled', completed_at = now() where id = $1`,
            [jobId],
          ),
        ),
    },
  },
  {
    name: 'it is cancelled right after its start',
    ends: ['cancelled', 'completed'],
    set: (world) => planned(world),
    meanwhile: {
      at: 'processing/dispatcher.ts:Dispatcher.takeLot:1:after',
      does: (world, jobId) => world.get(Wishes).cancel(TENANT, [jobId], 'test'),
    },
  },
  {
    name: 'somebody has its row while it is claimed',
    ends: ['completed'],
    set: (world) => planned(world),
    meanwhile: { at: CLAIMS, does: (world, jobId) => world.holdRow(jobId) },
  },
  {
    name: 'the program is taken for dead and is not',
    ends: ['completed'],
    set: (world) => planned(world),
    meanwhile: {
      at: 'ledger/journal.ts:Journal.finishStep:1:before',
      does: (world, jobId) => world.takeOver(jobId),
    },
  },
  {
    name: 'the database goes away while a run begins',
    ends: ['completed'],
    set: (world) => planned(world),
    meanwhile: { at: CLAIMS, does: (world, jobId) => world.holdRow(jobId, () => world.dropConnections()) },
  },
  {
    name: 'the database goes away while a lease ends',
    ends: ['completed'],
    set: (world) => planned(world),
    meanwhile: { at: 'queue/settle.ts:Settle.apply:2:before', does: (world) => world.dropConnections() },
  },
];
