import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../../src/common/database/database.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { applyListingEffect } from '../../../../src/listings/apply-listing-effect.ts';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

describe('deleting on Vinted an item whose id nobody knows', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  /** An item on Vinted that StoFlow has no id of. */
  async function item({ member }: Seller, mark: string, title: string): Promise<number> {
    const description = `Beau.\n\nRef. ${mark}`;
    const reply = await new VintedBrowser(bench.vinted.url, member).create({ title, description });
    return Number((reply.json as { item: { id: number } }).item.id);
  }

  async function listedSomehow({ accountId }: Seller, sku: string, title: string): Promise<number> {
    const productId = await bench.product({ sku, title });
    const key = { productId, accountId };
    await applyListingEffect(bench.app.app.get(Database), tenantRef(1), key, {
      type: 'listing',
      status: 'unknown',
    });
    return productId;
  }

  it('finds it by its title and its mark, and touches no other', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const own = await item(seller, 'D1', 'Robe 1');
    const other = await item(seller, 'AD1', 'Robe 1');
    const productId = await listedSomehow(seller, 'D1', 'Robe 1');
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { item_id: String(own) } });
    const { live_listings: live } = await bench.effects(seller);
    expect(live.map(({ item_id }) => item_id)).toEqual([other]);
    expect(await listingsOf(bench, seller)).toMatchObject([
      { status: 'ended', external_ids: { item_id: String(own) } },
    ]);
    plugin.stop();
  });

  it('ends the listing where there is none', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await item(seller, 'AD2', 'Robe 2');
    const productId = await listedSomehow(seller, 'D2', 'Robe 2');
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { item_id: null, status: 'ended' } });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
    plugin.stop();
  });

  it('asks the seller where there are several', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await item(seller, 'D3', 'Robe 3');
    await item(seller, 'D3', 'Robe 3');
    const productId = await listedSomehow(seller, 'D3', 'Robe 3');
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'failed', error: { code: 'vinted.several_items' } });
    expect((await bench.effects(seller)).live_listings).toHaveLength(2);
    plugin.stop();
  });
});
