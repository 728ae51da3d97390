import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deletePlan } from '../../../../src/handlers/ebay/delete/delete-plan.ts';
import { EbayBench } from './ebay-bench.ts';

describe('ending a listing on eBay when the process dies after a step', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it.each(deletePlan().map(({ step }) => step))('ends it when %s loses its outcome', async (step) => {
    const seller = await bench.seller();
    await seller.publish();
    let deaths = 0;
    const dies = (task: { readonly step: string; readonly attempt: number }): boolean => {
      const now = task.step === step && task.attempt === 1;
      deaths += now ? 1 : 0;
      return now;
    };
    const job = seller.deletion({ crashAfter: dies });
    const report = await job.run();
    expect(deaths).toBe(1);
    expect(report.status).toBe('completed');
    expect(job.listing?.status).toBe('ended');
    const effects = await seller.effects();
    expect(effects).toMatchObject({ live_listings: [], offers: 1, items: 1, withdrawn_offers: 1 });
    expect(effects.calls['withdrawOffer']).toBe(1);
  });

  it('keeps a sale that was seen before it died', async () => {
    const seller = await bench.seller();
    const { listing_id, offer_id } = await seller.publish();
    await bench.control('POST', `listings/${listing_id}/end`, { sold: true });
    const { deleter } = seller;
    const execute = deleter.executeTask.bind(deleter);
    deleter.executeTask = async (task, context) => {
      if (task.step === 'read_back') await seller.onEbay('DELETE', `offer/${offer_id}`);
      return execute(task, context);
    };
    const job = seller.deletion({ crashAfter: ({ step, attempt }) => step === 'save' && attempt === 1 });
    expect((await job.run()).result).toMatchObject({ listing_id, status: 'sold' });
    expect(job.listing?.status).toBe('sold');
  });
});
