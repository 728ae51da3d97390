import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('deleting on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('takes the item away and keeps the listing as history', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({
      status: 'completed',
      attempts: 1,
      error: null,
      result_data: { item_id: itemId, status: 'ended' },
    });
    expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'find success',
      'delete_item success',
      'read_back success',
      'save success',
    ]);
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([
      { status: 'ended', product_id: productId, external_ids: { item_id: itemId } },
    ]);
    const again = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(again).toMatchObject({ status: 'completed', tasks: [] });
    plugin.stop();
  });

  it('makes room for publishing the product again', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.ended(await bench.deleteProduct(seller, productId));
    const second = await bench.ended(await bench.publishProduct(seller, productId));
    expect(second).toMatchObject({ status: 'completed', error: null });
    const { live_listings: live } = await bench.effects(seller);
    expect(live.map(({ item_id }) => String(item_id))).toEqual([second.result_data?.['item_id']]);
    expect(second.result_data?.['item_id']).not.toBe(itemId);
    expect((await listingsOf(bench, seller)).map(({ status }) => status)).toEqual(['live', 'ended']);
    plugin.stop();
  });

  it('has nothing to do where the product was never listed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const job = await bench.ended(await bench.deleteProduct(seller, await bench.product()));
    expect(job).toMatchObject({ status: 'completed', tasks: [], error: null });
    expect((await bench.effects(seller)).calls['deleteItem']).toBeUndefined();
    plugin.stop();
  });

  it('deletes what Vinted would not take any more', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    await bench.change(productId, { pictures: [], brand: null });
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    plugin.stop();
  });
});
