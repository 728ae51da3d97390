import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MarketTown } from '../support/market-town.ts';
import { etsyMarket } from '../support/town-markets.ts';

const PRODUCTS = 6;

describe('two servers that share one application’s budget of calls at Etsy', () => {
  let town: MarketTown;

  beforeEach(async () => {
    town = await MarketTown.build(etsyMarket());
    await town.tellStandIn('/_control/options', { limit_per_second: 10 });
  });
  afterEach(() => town.tearDown());

  it('keep to it nearly always, and lose neither an attempt nor a listing where they do not', async () => {
    const env = { ETSY_CALLS_PER_SECOND: '10', MAX_RUNNING_JOBS: '1', LEASE_SECONDS: '300' };
    const [one] = await Promise.all([town.startServer(env), town.startServer(env)]);
    const batchId = await town.submitBatch(one, PRODUCTS);
    await town.untilEnded(one, batchId, PRODUCTS);

    expect(await town.batch(one, batchId)).toMatchObject({ progress: { counts: { completed: PRODUCTS } } });
    const { listed_twice, live_listings, calls } = await town.effects();
    expect({ listed_twice, live_listings }).toEqual({ listed_twice: 0, live_listings: PRODUCTS });
    const jobs = await town.look<{ attempts: number }>('select attempts from user_1.marketplace_jobs');
    expect(jobs.map(({ attempts }) => attempts)).toEqual(jobs.map(() => 1));
    const [limited] = await town.look<{ count: string }>(
      `select count(*) from user_1.job_events where details::text like '%rate_limited%'`,
    );
    const made = Object.values(calls).reduce((sum, count) => sum + count, 0);
    expect(Number(limited?.count)).toBeLessThan(made / 5);
    process.stdout.write(`etsy budget: ${made} calls, ${limited?.count} answered with 429\n`);
  }, 120_000);
});
