import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('publishing a product on Vinted that was published before', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('lists it anew where the seller has deleted the item', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const productId = await bench.product();
    const first = await bench.ended(await bench.publishProduct(seller, productId));
    await bench.control('POST', `items/${String(first.result_data?.['item_id'])}/delete`);
    await bench.change(productId, { price: '39.00' });
    const second = await bench.ended(await bench.publishProduct(seller, productId));
    expect(second).toMatchObject({ status: 'completed', error: null });
    expect(second.result_data?.['item_id']).not.toBe(first.result_data?.['item_id']);
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    const { data } = await bench.call<{ data: { status: string }[] }>(
      'GET',
      `/api/listings?account_id=${seller.accountId}`,
    );
    expect(data.map(({ status }) => status).sort()).toEqual(['ended', 'live']);
    plugin.stop();
  });

  it('makes no second item of a live one whose product has changed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const productId = await bench.product();
    await bench.ended(await bench.publishProduct(seller, productId));
    await bench.change(productId, { price: '39.00' });
    const second = await bench.ended(await bench.publishProduct(seller, productId));
    expect(second).toMatchObject({ status: 'failed', error: { code: 'vinted.already_listed' } });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it('takes an item that was sold for sold, and lists no second one', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const productId = await bench.product();
    const first = await bench.ended(await bench.publishProduct(seller, productId));
    await bench.control('POST', `items/${String(first.result_data?.['item_id'])}/sell`);
    await bench.change(productId, { price: '39.00' });
    expect(await bench.ended(await bench.publishProduct(seller, productId))).toMatchObject({
      status: 'completed',
    });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], sold_items: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'sold' }]);
    plugin.stop();
  });
});
