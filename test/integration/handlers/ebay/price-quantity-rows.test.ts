import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EbayBench } from './ebay-bench.ts';

describe('the rows of a change of price and quantity on eBay', () => {
  let bench: EbayBench;
  beforeAll(async () => {
    bench = await EbayBench.start();
  });
  afterAll(() => bench.stop());

  it('count as failures where they say so, although the answer is a success', async () => {
    const seller = await bench.seller();
    const { ebay_sku: sku = '' } = await seller.publish();
    const caller = { tenant: tenantRef(1), account: seller.account, signal: AbortSignal.timeout(5_000) };
    await expect(
      seller.revisions.changePriceQuantity(caller, { sku, offerId: '1', quantity: 2 }),
    ).rejects.toMatchObject({ status: 404, failure: { code: 'ebay.offer_unavailable' } });
    expect(bench.proxy.calls.at(-1)?.answer?.status).toBe(207);
    const { item } = await seller.held();
    expect(item['availability']).toEqual({ shipToLocationAvailability: { quantity: 1 } });
  });
});
