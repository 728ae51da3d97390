import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListingSnapshot } from '../../../../src/domain/snapshots.ts';
import { EtsyBench } from './etsy-bench.ts';
import { drafted, listed } from './prepared-shops.ts';

/** A row of which nobody knows what it stands for. */
const UNKNOWN: ListingSnapshot = {
  id: 3,
  status: 'unknown',
  externalIds: {},
  url: null,
  fingerprint: null,
  shown: {},
};

describe('ending a listing on Etsy whose id is not known', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('finds a live listing by its SKU, journals its id and ends it', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    shop.remember(UNKNOWN);
    const job = shop.deletion();
    const report = await job.run();
    expect(report.history[0]).toBe('find: done');
    expect(report.result).toEqual({ listing_id: id, status: 'ended' });
    expect(job.effects[0]).toEqual({ type: 'listing', status: 'unknown', externalIds: { listing_id: id } });
    expect((await shop.effects()).live_listings).toEqual([]);
  });

  it('finds a draft by its SKU and deletes it', async () => {
    const shop = await bench.seller();
    await drafted(bench, shop);
    shop.remember(UNKNOWN);
    expect((await shop.deletion().run()).status).toBe('completed');
    expect(await shop.effects()).toMatchObject({ orphan_drafts: 0, live_listings: [] });
  });

  it('finds a listing by the SKU it was sent with, after the seller has changed the SKU', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    shop.remember({ ...UNKNOWN, externalIds: { etsy_sku: shop.product.sku } });
    shop.product = { ...shop.product, sku: 'DRESS-1-NEW' };
    expect((await shop.deletion().run()).status).toBe('completed');
    expect((await shop.effects()).live_listings).toEqual([]);
  });

  it('is done where the shop has no listing of that SKU, whatever the title', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    shop.remember(UNKNOWN);
    shop.product = { ...shop.product, sku: 'COAT-9' };
    const job = shop.deletion();
    expect((await job.run()).result).toEqual({ listing_id: null, status: 'ended' });
    expect((await shop.effects()).live_listings).toHaveLength(1);
    expect(job.effects).toEqual([{ type: 'listing', status: 'ended', verified: true }]);
  });

  it("leaves another product's listing alone, although it has the same SKU", async () => {
    const shop = await bench.seller();
    shop.linked.add(await listed(bench, shop));
    shop.remember(UNKNOWN);
    expect((await shop.deletion().run()).result).toMatchObject({ listing_id: null });
    expect((await shop.effects()).live_listings).toHaveLength(1);
  });

  it('ends what is for sale, although there is an older draft of that SKU', async () => {
    const shop = await bench.seller();
    await drafted(bench, shop);
    shop.remember(null);
    const id = await listed(bench, shop);
    shop.remember(UNKNOWN);
    expect((await shop.deletion().run()).result).toEqual({ listing_id: id, status: 'ended' });
    expect(await shop.effects()).toMatchObject({ live_listings: [], orphan_drafts: 1 });
  });

  it('ends the oldest of several and tells the seller about the others', async () => {
    const shop = await bench.seller();
    const first = await drafted(bench, shop);
    await drafted(bench, shop);
    shop.remember(UNKNOWN);
    const job = shop.deletion();
    expect((await job.run()).result).toMatchObject({ listing_id: first });
    expect(job.effects.filter(({ type }) => type === 'pending_action')).toEqual([
      expect.objectContaining({
        code: 'etsy.duplicate_listings',
        details: { ended: first, others: [expect.stringMatching(/^\d+$/)] },
      }),
    ]);
    expect((await shop.effects()).orphan_drafts).toBe(1);
  });

  it('looks again where a list could not be read, and never takes that for an empty one', async () => {
    const shop = await bench.seller();
    const id = await listed(bench, shop);
    shop.remember(UNKNOWN);
    await bench.control('PUT', 'faults', {
      script: [
        { operation: 'getListingsByShop', fault: 'empty_answer', nth: 1 },
        { operation: 'getListingsByShop', fault: 'error_before', nth: 2 },
      ],
    });
    expect((await shop.deletion().run()).result).toEqual({ listing_id: id, status: 'ended' });
  });

  it('refuses to look where the account names no shop, and to end what is in another one', async () => {
    const shop = await bench.seller();
    await listed(bench, shop);
    const row = shop.listing;
    const { settings } = shop.account;
    shop.account = { ...shop.account, settings: {} };
    shop.remember(UNKNOWN);
    expect((await shop.deletion().run()).failure).toMatchObject({ code: 'etsy.setting_missing' });

    shop.account = { ...shop.account, settings: { ...settings, shop_id: 12 } };
    shop.remember(row);
    expect((await shop.deletion().run()).failure).toMatchObject({
      code: 'etsy.shop_changed',
      actor: 'seller',
    });
    // The listing itself says where it is, should the row not.
    const { shop_id: _shop, ...ids } = row?.externalIds ?? {};
    shop.remember(row === null ? null : { ...row, externalIds: ids });
    expect((await shop.deletion().run()).failure).toMatchObject({ code: 'etsy.shop_changed' });
    expect((await shop.effects()).live_listings).toHaveLength(1);
  });
});
