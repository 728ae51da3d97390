import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liveProduct, listingsOf } from './deletions.ts';
import { formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

/** One change of each group that Vinted takes, and what the form then holds. */
const CHANGES: readonly (readonly [change: Record<string, unknown>, form: Record<string, unknown>])[] = [
  [{ price: '39.00' }, { price: 39, title: 'Manteau en laine' }],
  [{ title: 'Manteau neuf' }, { title: 'Manteau neuf', price: 39 }],
  [{ description: 'Reprisé.' }, { description: expect.stringMatching(/^Reprisé\.\n\nRef\. S/) }],
  [{ condition: 'good' }, { status_id: 3 }],
  [{ size: 'L' }, { size_id: 5 }],
  [{ brand: 'Sandro' }, { brand: 'Sandro' }],
  [{ attributes: { vinted_package_size_id: 3 } }, { package_size_id: 3 }],
];

describe('updating on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('changes what has changed, one thing after another, and the item stays the same', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    for (const [change, form] of CHANGES) {
      await bench.change(productId, change);
      const job = await bench.ended(await bench.updateProduct(seller, productId));
      expect(job).toMatchObject({
        status: 'completed',
        attempts: 1,
        result_data: { item_id: itemId, status: 'live' },
      });
      expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
        'read_item success',
        'update_item:1 success',
        'read_back:1 success',
        'save success',
      ]);
      expect(await formOf(bench, seller, itemId)).toMatchObject(form);
    }
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ photos: 2, orphan_photos: 0, deleted_items: 0, writes_in_parallel: 1 });
    expect(effects.live_listings).toHaveLength(1);
    expect(effects.calls).toMatchObject({ createItem: 1, updateItem: CHANGES.length });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'live' }]);
    plugin.stop();
  });

  it('has nothing to do where nothing has changed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    const { calls } = await bench.effects(seller);
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', tasks: [] });
    expect((await bench.effects(seller)).calls['ownItemDetail']).toBe(calls['ownItemDetail']);
    plugin.stop();
  });

  it('refuses a product that is not listed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const job = await bench.ended(await bench.updateProduct(seller, await bench.product()));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'vinted.not_listed' } });
    plugin.stop();
  });
});
