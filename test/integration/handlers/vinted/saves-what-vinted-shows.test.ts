import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { query } from '../../../support/query.ts';
import { liveProduct } from './deletions.ts';
import { editByHand } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

describe('what is saved of an item that was written on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  /** What the product's open listing says that Vinted shows. */
  async function shownOf(productId: number): Promise<unknown> {
    const [row] = await query<{ shown: unknown }>(
      bench.database.url,
      `select shown from ${tenantRef(1).schema}.listings
       where product_id = ${productId} and superseded_by is null order by id desc limit 1`,
    );
    return row?.shown;
  }

  it('is what was read back, and after an update only what that has sent', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller, { sku: 'SHOWN1' });
    const published = {
      title: 'Manteau en laine',
      description: 'Très beau manteau.\n\nRef. SHOWN1',
      price: '45.50',
    };
    expect(await shownOf(productId)).toEqual(published);

    await editByHand(bench, seller, itemId, { title: 'Changé à la main' });
    await bench.change(productId, { price: '40.00' });
    await bench.ended(await bench.updateProduct(seller, productId));
    expect(await shownOf(productId)).toEqual({ ...published, price: '40.00' });

    await bench.change(productId, { title: 'Manteau court' });
    await bench.ended(await bench.updateProduct(seller, productId));
    expect(await shownOf(productId)).toEqual({ ...published, title: 'Manteau court', price: '40.00' });

    await bench.ended(await bench.relistProduct(seller, productId));
    expect(await shownOf(productId)).toEqual({ ...published, title: 'Manteau court', price: '40.00' });
    plugin.stop();
  });
});
