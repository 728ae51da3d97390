import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { relistPlan } from '../../../../src/handlers/ebay/relist/relist-plan.ts';
import type { Interference } from '../../../support/recording-proxy/proxy-rule.ts';
import { EbayBench } from './ebay-bench.ts';

describe('listing anew on eBay when something fails', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const spoils: readonly (readonly [string, Interference])[] = [
    ['loses the answer of', { do: 'lose_answer' }],
    ['answers 500 after doing', { do: 'error_after' }],
    ['cuts the connection before', { do: 'fail_before' }],
  ];

  it.each(spoils)('is listed once when the network %s any one call', async (_name, then) => {
    const undisturbed = await bench.seller();
    await undisturbed.publish();
    await undisturbed.relisting().run();
    const calls = bench.proxy.calls.map(({ method, path }) => `${method} ${path}`);
    expect(calls.length).toBeGreaterThanOrEqual(10);
    for (const [index, call] of calls.entries()) {
      const seller = await bench.seller();
      const { listing_id } = await seller.publish();
      bench.proxy.rule({ when: index + 1, then });
      const job = seller.relisting();
      const report = await job.run();
      const { live_listings, ended_listings, offers, calls: made } = await seller.effects();
      expect({
        call,
        status: report.status,
        listing: job.listing?.status,
        live: live_listings.map((live) => live.listing_id === listing_id),
        ended_listings,
        offers,
        withdrawn: made['withdrawOffer'],
        spoilt: bench.proxy.calls[index]?.ending !== 'answered',
      }).toEqual({
        call,
        status: 'completed',
        listing: 'live',
        live: [false],
        ended_listings: 1,
        offers: 1,
        withdrawn: 1,
        spoilt: true,
      });
      expect(live_listings[0]?.listing_id).toBe(report.result['listing_id']);
    }
  });

  it.each(relistPlan(2).map(({ step }) => step))('is listed once when %s loses its outcome', async (step) => {
    const seller = await bench.seller();
    await seller.publish();
    let deaths = 0;
    const job = seller.relisting({
      crashAfter: (task) => {
        const dies = task.step === step && task.attempt === 1;
        deaths += dies ? 1 : 0;
        return dies;
      },
    });
    const report = await job.run();
    expect([deaths, report.status, job.listing?.status]).toEqual([1, 'completed', 'live']);
    const { live_listings, ended_listings, offers } = await seller.effects();
    expect([live_listings.length, ended_listings, offers]).toEqual([1, 1, 1]);
  });
});
