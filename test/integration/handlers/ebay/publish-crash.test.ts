import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay when the process dies after a step', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('lists once, whichever step loses its outcome', async () => {
    const planned = (await bench.seller()).handler.plan((await bench.seller()).context());
    const steps = 'kind' in planned ? [] : planned.map(({ step }) => step);
    expect(steps).toHaveLength(9);
    for (const step of steps) {
      const seller = await bench.seller();
      const report = await seller
        .job({ crashAfter: (task) => task.step === step && task.attempt === 1 })
        .run();
      const { listed_twice, orphan_drafts, offers, live_listings } = await seller.effects();
      expect({
        step,
        status: report.status,
        listed_twice,
        orphan_drafts,
        offers,
        live: live_listings.length,
      }).toEqual({
        step,
        status: 'completed',
        listed_twice: 0,
        orphan_drafts: 0,
        offers: 1,
        live: 1,
      });
    }
  });

  it('does not list a sold piece again when the publish was lost and the piece sold meanwhile', async () => {
    const seller = await bench.seller();
    bench.proxy.rule({
      when: ({ path }) => path.endsWith('/publish'),
      then: { do: 'lose_answer' },
      times: 1,
    });
    let sold = false;
    const job = seller.job();
    const handler = seller.handler;
    const reconcile = handler.reconcile.bind(handler);
    handler.reconcile = async (task, context) => {
      if (!sold) {
        sold = true;
        const [listing] = (await seller.effects()).live_listings;
        await bench.control('POST', `listings/${listing?.listing_id}/end`, { sold: true });
      }
      return reconcile(task, context);
    };
    const report = await job.run();
    expect(report.status).toBe('completed');
    expect(job.listing?.status).toBe('sold');
    const { calls, live_listings } = await seller.effects();
    expect(sold).toBe(true);
    expect(calls['publishOffer']).toBe(1);
    expect(live_listings).toHaveLength(0);
  });
});
