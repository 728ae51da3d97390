import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lanesAtRest } from '../support/lanes-at-rest.ts';
import { MarketTown } from '../support/market-town.ts';
import { ebayMarket, etsyMarket } from '../support/town-markets.ts';

const PRODUCTS = 24;

describe.each([
  ['eBay', ebayMarket],
  ['Etsy', etsyMarket],
])('a server that is killed in the middle of a batch for %s', (_name, market) => {
  let town: MarketTown;

  beforeEach(async () => {
    town = await MarketTown.build(market());
  });
  afterEach(() => town.tearDown());

  it('leaves nothing undone and nothing done twice once it runs again', async () => {
    // Slow enough that the kill meets calls under way.
    await town.tellStandIn('/_control/options', { latency_ms: 30 });
    const first = await town.startServer();
    const batchId = await town.submitBatch(first, PRODUCTS);
    await town.untilEnded(first, batchId, 4);
    const succeeded = await town.look<{ id: string; attempt: number }>(
      `select id, attempt from user_1.marketplace_tasks where status = 'success'`,
    );
    await first.end('SIGKILL');
    expect(succeeded.length).toBeGreaterThan(0);

    const second = await town.startServer();
    await town.untilEnded(second, batchId, PRODUCTS);

    expect(await town.batch(second, batchId)).toMatchObject({
      status: 'completed',
      progress: { counts: { completed: PRODUCTS } },
    });
    expect(await town.effects()).toMatchObject({
      listed_twice: 0,
      orphan_drafts: 0,
      live_listings: PRODUCTS,
    });
    const again = await town.look<{ id: string; attempt: number }>(
      `select id, attempt from user_1.marketplace_tasks where id = any('{${succeeded.map(({ id }) => id).join()}}')`,
    );
    const attempts = new Map(again.map((task) => [task.id, task.attempt]));
    expect(succeeded.filter((task) => attempts.get(task.id) !== task.attempt)).toEqual([]);
    expect(await lanesAtRest((text) => town.look(text))).toEqual([{ running: 0 }]);
  }, 120_000);
});
