import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TwoMarketTown } from '../../support/two-market-town.ts';

/** More runs, or another seed, by the environment; what fails prints both. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 8);
const SEED = Number(process.env['FUZZ_SEED'] ?? 11);
/** A product for every run, and for what shrinking tries. */
const PRODUCTS = RUNS + 60;

const place = fc.nat({ max: 2 });
const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constantFrom('publish' as const, 'update' as const, 'relist' as const, 'delete' as const),
      place,
      drains: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('cancel' as const, 'pause' as const, 'resume' as const, 'retry' as const),
      place,
      drains: fc.constant(false),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('buy' as const, 'lose_answer' as const, 'lose_lease' as const),
      place,
      drains: fc.constant(false),
    }),
  },
);
const commands = fc.array(command, { minLength: 4, maxLength: 8 });

describe('one product on the stand-ins of eBay and Etsy', () => {
  let town: TwoMarketTown;
  let next = 0;
  let everLive = 0;
  beforeAll(async () => {
    town = await TwoMarketTown.build(PRODUCTS);
  });
  afterAll(() => town.tearDown());

  const request = async (action: string, index: number, productId?: number): Promise<void> => {
    const account = town.accounts[index];
    await town.ask('POST', '/api/marketplace/jobs', {
      marketplace: account?.market.marketplace,
      account_id: account?.id,
      action_code: action,
      ...(productId !== undefined && { product_id: productId }),
    });
  };
  const jobs = (
    productId: number,
  ): Promise<{ id: number; account: number; status: string; unresolved: boolean; line: string }[]> =>
    town.look(
      `select id::int, account_id::int as account, status, unresolved,
              concat_ws(' ', id, account_id, action_code, status, error ->> 'code') as line
       from user_1.marketplace_jobs where product_id = $1 order by id`,
      [productId],
    );
  const settle = async (): Promise<void> => {
    await town.calmDown();
    await town.drain();
    for (const index of town.accounts.keys()) await request('sync_orders', index);
    await town.drain();
  };

  it(
    'is listed at most once an account, and nowhere once it is sold, in whatever order things happen',
    async () => {
      await fc.assert(
        fc.asyncProperty(commands, async (list) => {
          const [product] = await town.look<{ id: number; sku: string }>(
            'select id::int, sku from user_1.products order by id offset $1 limit 1',
            [(next += 1)],
          );
          if (product === undefined) throw new Error('no product is left');
          for (const index of town.accounts.keys()) await request('publish', index, product.id);
          for (const { does, place: index, drains } of list) {
            const account = town.accounts[index];
            if (account === undefined) throw new Error('no account');
            const own = (await jobs(product.id)).filter((job) => job.account === account.id).at(-1);
            if (does === 'buy') await town.buy(account, product.sku);
            else if (does === 'lose_answer') await town.loseAnswer(account);
            else if (does === 'lose_lease') await town.loseLease();
            else if (['cancel', 'pause', 'resume', 'retry'].includes(does)) {
              if (own !== undefined) await town.ask('POST', `/api/marketplace/jobs/${own.id}/${does}`);
            } else await request(does, index, product.id);
            if (drains) await town.drain();
            for (const each of town.accounts) everLive += (await town.live(each, product.sku)).length;
          }
          await settle();
          // A person resumes what is paused, has looked up what is unresolved, and ends copies that were left.
          for (const job of await jobs(product.id)) {
            if (job.status === 'paused') await town.ask('POST', `/api/marketplace/jobs/${job.id}/resume`);
            else if (job.unresolved) await town.ask('POST', `/api/marketplace/jobs/${job.id}/retry`);
          }
          await settle();
          const stopped = (await jobs(product.id)).filter(
            ({ line, status }) => line.includes('relist') && status !== 'completed',
          );
          for (const [index, account] of town.accounts.entries()) {
            const live = await town.live(account, product.sku);
            const left = stopped.some((job) => job.account === account.id);
            if (live.length > 1 && left) await request('delete', index, product.id);
          }
          await settle();
          const [{ quantity } = { quantity: -1 }] = await town.look<{ quantity: number }>(
            'select quantity from user_1.products where id = $1',
            [product.id],
          );
          const problems: string[] = [];
          for (const account of town.accounts) {
            const live = await town.live(account, product.sku);
            if (live.length > (quantity === 0 ? 0 : 1)) {
              problems.push(`${account.name}: ${live.join()} live of ${quantity} pieces`);
            }
          }
          const after = await jobs(product.id);
          for (const job of after) {
            if (job.unresolved || !['completed', 'failed', 'cancelled'].includes(job.status)) {
              problems.push(`${job.line} is not over`);
            }
          }
          if (problems.length > 0) {
            throw new Error([...problems, product.sku, ...after.map(({ line }) => line)].join('\n'));
          }
        }),
        { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: RUNS * 10_000 },
      );
      expect(everLive).toBeGreaterThan(0);
    },
    RUNS * 12_000 + 60_000,
  );
});
