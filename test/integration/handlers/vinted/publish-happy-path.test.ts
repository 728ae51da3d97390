import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

describe('publishing on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('lists a product once, with its photos and its mark, and knows the item', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const sku = 'COAT1';
    const productId = await bench.product({ sku, title: 'Manteau long' });
    const job = await bench.ended(await bench.publishProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', attempts: 1, error: null });
    expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'validate success',
      'map success',
      'upload_photo:1 success',
      'upload_photo:2 success',
      'create_item success',
      'read_back success',
      'save success',
    ]);
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ listed_twice: 0, photos: 2, orphan_photos: 0, writes_in_parallel: 1 });
    expect(effects.live_listings).toMatchObject([{ sku, title: 'Manteau long' }]);
    expect(job.result_data).toMatchObject({ item_id: String(effects.live_listings[0]?.item_id) });
    const { data } = await bench.call<{ data: Record<string, unknown>[] }>('GET', '/api/listings');
    expect(data).toMatchObject([{ status: 'live', product_id: productId }]);

    const again = await bench.ended(await bench.publishProduct(seller, productId));
    expect(again).toMatchObject({ status: 'completed', tasks: [] });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });
});
