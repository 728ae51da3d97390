import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('relisting on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('lists a new item, then deletes the old one, and knows both', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const job = await bench.ended(await bench.relistProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', attempts: 1, error: null });
    expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual(
      [
        'find_old',
        'validate',
        'map',
        'upload_photo:1',
        'upload_photo:2',
        'create_item',
        'read_back',
        'save',
        'look_old:1',
        'delete_old:1',
        'read_old:1',
        'conclude',
      ].map((step) => `${step} success`),
    );
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ deleted_items: 1, orphan_photos: 0, writes_in_parallel: 1 });
    expect(effects.live_listings).toHaveLength(1);
    const copy = String(effects.live_listings[0]?.item_id);
    expect(copy).not.toBe(itemId);
    expect(job.result_data).toMatchObject({ item_id: copy, old_item_id: itemId, status: 'live' });
    expect(await listingsOf(bench, seller)).toMatchObject([
      { status: 'live', external_ids: { item_id: copy } },
      { status: 'ended', external_ids: { item_id: itemId } },
    ]);

    const again = await bench.ended(await bench.updateProduct(seller, productId));
    expect(again).toMatchObject({ status: 'completed', tasks: [] });
    plugin.stop();
  });

  it('relists again and again, with one item at the end', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    for (let round = 1; round <= 3; round += 1) {
      await bench.change(productId, { price: `${30 + round}.00` });
      const job = await bench.ended(await bench.relistProduct(seller, productId));
      expect(job).toMatchObject({ status: 'completed', result_data: { status: 'live' } });
      const { live_listings: live, deleted_items: deleted } = await bench.effects(seller);
      expect({ live, deleted }).toMatchObject({ live: [{ price: 30 + round }], deleted: round });
    }
    plugin.stop();
  });

  it('refuses what is not listed, and what was sold or is gone stays so', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const never = await bench.ended(await bench.relistProduct(seller, await bench.product()));
    expect(never).toMatchObject({ status: 'failed', error: { code: 'vinted.not_listed' } });
    for (const [what, status] of [
      ['sell', 'sold'],
      ['delete', 'ended'],
    ] as const) {
      const { productId, itemId } = await liveProduct(bench, seller, { title: `Robe ${what}` });
      await bench.control('POST', `items/${itemId}/${what}`);
      const job = await bench.ended(await bench.relistProduct(seller, productId));
      expect(job).toMatchObject({ status: 'completed', result_data: { status, old_item_id: itemId } });
    }
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    expect((await listingsOf(bench, seller)).map(({ status }) => status)).toEqual(['ended', 'sold']);
    plugin.stop();
  });
});
