import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../support/market-town.ts';
import { etsyMarket } from '../support/town-markets.ts';
import type { TownMarket } from '../support/town-markets.ts';

const PRODUCTS = 10;

/** Etsy with products that nothing but their SKU tells apart. */
function alike(): TownMarket {
  const market = etsyMarket();
  return {
    ...market,
    fitting: (product) => ({
      ...product,
      title: 'Robe vintage',
      description: 'Une robe.',
      price: '20.00',
      category: 'dresses',
      gender: 'women',
      madeYear: 1990,
    }),
  };
}

describe('products that look alike, on a marketplace without keys', () => {
  let town: MarketTown;

  beforeEach(async () => {
    town = await MarketTown.build(alike());
  });
  afterEach(() => town.tearDown());

  it('get one listing each although most creates lose their answer and drafts show late', async () => {
    await town.tellStandIn('/_control/options', { index_lag_ms: 400, latency_ms: 10 });
    await town.tellStandIn('/_control/faults', {
      plan: {
        seed: 'alike',
        operations: ['createDraftListing'],
        rates: { lose_answer: 0.4, error_after: 0.2, reset_before: 0.2 },
        max_consecutive: 4,
      },
    });
    const server = await town.startServer();
    const batchId = await town.submitBatch(server, PRODUCTS);
    await town.untilEnded(server, batchId, PRODUCTS);

    expect(await town.batch(server, batchId)).toMatchObject({
      progress: { counts: { completed: PRODUCTS } },
    });
    expect(await town.effects()).toMatchObject({
      listed_twice: 0,
      orphan_drafts: 0,
      live_listings: PRODUCTS,
    });
    const ids = await town.look<{ listing_id: string }>(
      `select distinct external_ids ->> 'listing_id' as listing_id from user_1.listings where status = 'live'`,
    );
    expect(ids).toHaveLength(PRODUCTS);
  }, 120_000);
});
