import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { query } from '../../../support/query.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import type { LiveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

/** Vinted's refusal of a request: a validation that names nothing. */
const REFUSED = { operation: 'deleteItem', fault: 'refuse', error_id: 99, times: 1 };

describe('copies that a relisting on Vinted leaves', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  /** Relists while Vinted refuses for good to delete the old item. */
  async function leftTwice(seller: Seller): Promise<LiveProduct> {
    const product = await liveProduct(bench, seller);
    await bench.spoil(seller, [REFUSED]);
    const job = await bench.ended(await bench.relistProduct(seller, product.productId));
    await bench.heal(seller);
    expect(job).toMatchObject({ status: 'completed', result_data: { status: 'two_copies' } });
    return product;
  }

  it.concurrent('asks the seller where Vinted refuses for good to delete the old item', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { itemId } = await leftTwice(seller);
    const actions = await query(
      bench.database.url,
      `select code, details from ${tenantRef(1).schema}.pending_actions where account_id = ${seller.accountId}`,
    );
    expect(actions).toMatchObject([{ code: 'listing.two_copies', details: { delete: Number(itemId) } }]);
    expect((await bench.effects(seller)).live_listings).toHaveLength(2);
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'live' }, { status: 'live' }]);
    plugin.stop();
  });

  it.concurrent('ends them all when the product is deleted', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId } = await leftTwice(seller);
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { status: 'ended' } });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 2 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }, { status: 'ended' }]);
    plugin.stop();
  });

  it.concurrent('counts the sale of an old copy when the product is deleted', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId, itemId } = await leftTwice(seller);
    await bench.control('POST', `items/${itemId}/sell`, undefined, seller.site);
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { status: 'sold' } });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([
      { status: 'ended' },
      { status: 'sold', external_ids: { item_id: itemId } },
    ]);
    plugin.stop();
  });

  it.concurrent('replaces them all with the next relisting', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId } = await leftTwice(seller);
    const job = await bench.ended(await bench.relistProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { status: 'live' } });
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ deleted_items: 2 });
    expect(effects.live_listings).toHaveLength(1);
    plugin.stop();
  });

  it.concurrent('keep the product from being listed once more', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId, itemId } = await leftTwice(seller);
    const { live_listings: live } = await bench.effects(seller);
    const copy = live.find(({ item_id: id }) => String(id) !== itemId)?.item_id;
    await bench.control('POST', `items/${String(copy)}/delete`, undefined, seller.site);
    await bench.change(productId, { price: '12.00' });
    const job = await bench.ended(await bench.publishProduct(seller, productId));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'vinted.old_copy_left' } });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it.concurrent(
    'are none where Vinted removes the copy at once: the old item is the product’s again',
    async () => {
      const { seller, plugin } = await bench.sellerOnOwnSite();
      await bench.control('PUT', 'options', { deleted_in_wardrobe: true }, seller.site);
      const { productId, itemId } = await liveProduct(bench, seller);
      const command = 'vinted.item.create';
      plugin.arm({ script: [{ moment: 'act:after', fault: 'delay', command, times: 1, delay_ms: 700 }] });
      const id = await bench.relistProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the copy to be there' });
      const { live_listings: live } = await bench.effects(seller);
      const copy = live.find((item) => String(item.item_id) !== itemId)?.item_id;
      await bench.control('POST', `items/${String(copy)}/delete`, undefined, seller.site);
      expect(await bench.ended(id)).toMatchObject({
        status: 'failed',
        error: { code: 'vinted.item_removed' },
      });
      expect((await bench.effects(seller)).live_listings).toMatchObject([{ item_id: Number(itemId) }]);
      expect(await listingsOf(bench, seller)).toMatchObject([
        { status: 'unknown', external_ids: { item_id: itemId } },
        { status: 'ended' },
        { status: 'ended' },
      ]);
      const again = await bench.ended(await bench.relistProduct(seller, productId));
      expect(again).toMatchObject({ status: 'completed', result_data: { status: 'live' } });
      expect((await bench.effects(seller)).live_listings).toHaveLength(1);
      plugin.stop();
    },
    60_000,
  );
});
