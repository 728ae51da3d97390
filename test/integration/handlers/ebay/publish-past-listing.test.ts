import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayBench } from './ebay-bench.ts';

describe('publishing on eBay while the offer still names a listing that has ended', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  const isPublish = ({ path }: { readonly path: string }): boolean => path.endsWith('/publish');

  it.each(['fail_before', 'lose_answer', 'error_after'] as const)(
    'does not take that one for the new one (%s)',
    async (kind) => {
      const seller = await bench.seller();
      const { listing_id } = await seller.publish();
      await bench.control('POST', `listings/${listing_id}/end`, { sold: false });
      seller.listing = null;
      bench.proxy.rule({ when: isPublish, then: { do: kind }, times: 1 });
      const job = seller.job();
      const report = await job.run();
      expect(report.failure).toBeUndefined();
      const { live_listings } = await seller.effects();
      expect(live_listings.map((live) => live.listing_id)).toEqual([report.result['listing_id']]);
      expect(report.result['listing_id']).not.toBe(listing_id);
      expect(job.listing?.status).toBe('live');
    },
  );

  it('does not put a piece on sale again that was sold while StoFlow took it for live', async () => {
    const seller = await bench.seller();
    const { listing_id } = await seller.publish();
    await bench.control('POST', `listings/${listing_id}/end`, { sold: true });
    seller.product = { ...seller.product, price: '39.90' };
    const job = seller.job();
    expect(await job.run()).toMatchObject({ status: 'completed', result: { listing_id } });
    expect(job.listing?.status).toBe('sold');
    const { live_listings, calls } = await seller.effects();
    expect([live_listings, calls['publishOffer']]).toEqual([[], 1]);
  });
});
