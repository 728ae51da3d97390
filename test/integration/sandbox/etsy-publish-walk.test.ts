import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, etsyEffects, RawEtsyClient } from './raw-etsy-client.ts';

describe('an item is published, sold, ended and deleted on the Etsy stand-in', () => {
  const etsy = new EtsyStandIn();
  let seller: RawEtsyClient;
  let listingId: number;

  beforeAll(async () => {
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterAll(() => etsy.stop());

  it('tells who the seller is, and what the shop has', async () => {
    const { user_id: userId, shop_id: shopId } = seller.opened;
    expect((await seller.get('users/me')).json).toEqual({ user_id: userId, shop_id: shopId });
    expect((await seller.get(`users/${userId}/shops`)).json).toMatchObject({
      shop_id: shopId,
      currency_code: 'EUR',
    });
    expect((await seller.get(`${seller.shop}/shipping-profiles`)).json).toMatchObject({
      count: 1,
      results: [{ shipping_profile_id: seller.opened.shipping_profile_id }],
    });
    expect((await seller.get(`${seller.shop}/policies/return`)).json).toMatchObject({
      results: [{ return_policy_id: seller.opened.return_policy_id }],
    });
    expect((await seller.get(`${seller.shop}/readiness-state-definitions`)).json).toMatchObject({
      results: [{ readiness_state_id: seller.opened.readiness_state_id }],
    });
  });

  it('makes a draft of a form', async () => {
    const draft = await seller.createDraft();
    expect([draft.status, draft.json]).toEqual([
      201,
      expect.objectContaining({
        state: 'draft',
        tags: ['robe', 'soie'],
        price: { amount: 4550, divisor: 100, currency_code: 'EUR' },
        quantity: 1,
        when_made: '1990s',
        is_supply: false,
      }),
    ]);
    listingId = Number(draft.json['listing_id']);
    expect(await etsyEffects(etsy.url)).toMatchObject({ orphan_drafts: 1, live_listings: 0 });
  });

  it('replaces the inventory, with new numbers for product and offering each time', async () => {
    const first = await seller.putInventory(listingId, 'ROB1');
    const second = await seller.putInventory(listingId, 'ROB1', { price: 39, quantity: 2 });
    const ids = ({ json }: typeof first): readonly unknown[] => {
      const [product] = json['products'] as {
        product_id: number;
        sku: string;
        offerings: { offering_id: number }[];
      }[];
      return [product?.product_id, product?.offerings[0]?.offering_id];
    };
    expect([first.status, second.status]).toEqual([200, 200]);
    for (const [at, id] of ids(second).entries()) expect(id).not.toBe(ids(first)[at]);
    expect((await seller.get(`listings/${listingId}/inventory?includes=Listing`)).json).toMatchObject({
      products: [{ sku: 'ROB1', offerings: [{ quantity: 2, price: { amount: 3900 } }] }],
      listing: { listing_id: listingId, quantity: 2, price: { amount: 3900 } },
    });
    await seller.putInventory(listingId, 'ROB1');
  });

  it('sets a property of the category', async () => {
    const path = `${seller.shop}/listings/${listingId}/properties`;
    const answer = await seller.form('PUT', `${path}/500`, { value_ids: 1103, values: '38', scale_id: 301 });
    expect(answer.json).toEqual({
      property_id: 500,
      property_name: 'Size',
      scale_id: 301,
      scale_name: 'EU',
      value_ids: [1103],
      values: ['38'],
    });
    expect((await seller.get(path)).json).toMatchObject({ count: 1, results: [{ property_id: 500 }] });
  });

  it('puts pictures in order, a second one where it is not told to overwrite', async () => {
    const first = await seller.uploadImage(listingId, { rank: '1' });
    const pushed = await seller.uploadImage(listingId, { rank: '1', alt_text: 'devant' });
    const replaced = await seller.uploadImage(listingId, { rank: '2', overwrite: 'true' });
    expect([first.status, pushed.status, replaced.status]).toEqual([201, 201, 201]);
    const shown = await seller.get(`listings/${listingId}/images`);
    expect(shown.json).toMatchObject({
      count: 2,
      results: [
        { rank: 1, listing_image_id: pushed.json['listing_image_id'], alt_text: 'devant' },
        { rank: 2, listing_image_id: replaced.json['listing_image_id'] },
      ],
    });
    const [image] = shown.json['results'] as { url_fullxfull: string }[];
    expect((await fetch(image?.url_fullxfull ?? '')).headers.get('content-type')).toBe('image/png');
  });

  it('activates once and charges once', async () => {
    expect((await seller.activate(listingId)).json).toMatchObject({ state: 'active' });
    expect((await seller.activate(listingId)).status).toBe(200);
    expect(await etsyEffects(etsy.url)).toMatchObject({
      live_listings: 1,
      orphan_drafts: 0,
      listed_twice: 0,
      listing_fees: { count: 1, cents: 20 },
    });
    expect((await fetch(`${etsy.url}/listing/${listingId}`)).status).toBe(200);
  });

  it('finds the listing by its state, with SKU and pictures when asked for', async () => {
    const path = `${seller.shop}/listings?state=active&limit=1&sort_on=created&sort_order=desc`;
    expect((await seller.get(`${path}&includes=Inventory,Images`)).json).toMatchObject({
      count: 1,
      results: [{ listing_id: listingId, skus: ['ROB1'], images: [{ rank: 1 }, { rank: 2 }] }],
    });
    const [bare] = (await seller.get(path)).json['results'] as Record<string, unknown>[];
    expect([bare?.['skus'], bare?.['inventory'], bare?.['images']]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect((await seller.get(`listings/batch?listing_ids=${listingId},1`)).json).toMatchObject({ count: 1 });
    expect((await seller.get(`${seller.shop}/listings?state=draft`)).json).toEqual({ count: 0, results: [] });
  });

  it('is deactivated and activated again without a second fee', async () => {
    expect((await seller.patch(listingId, { state: 'inactive' })).json).toMatchObject({ state: 'inactive' });
    expect((await seller.activate(listingId)).json).toMatchObject({ state: 'active' });
    expect((await etsyEffects(etsy.url)).listing_fees.count).toBe(1);
  });

  it('is sold, is renewed with one piece for a second fee', async () => {
    const sold = await etsyControl(etsy.url, 'POST', `listings/${listingId}/end`, { sold: true });
    expect(sold.status).toBe(201);
    expect(await seller.listing(listingId)).toMatchObject({ state: 'sold_out', quantity: 0 });
    const receipts = await seller.get(`${seller.shop}/receipts?was_paid=true&min_last_modified=946684800`);
    expect(receipts.json).toMatchObject({
      count: 1,
      results: [
        {
          receipt_id: sold.json['receipt_id'],
          transactions: [{ listing_id: listingId, sku: 'ROB1', quantity: 1 }],
        },
      ],
    });
    expect((await seller.activate(listingId)).json).toMatchObject({ state: 'active', quantity: 1 });
    expect((await etsyEffects(etsy.url)).listing_fees.count).toBe(2);
  });

  it('is deleted, once', async () => {
    const path = `listings/${listingId}`;
    const first = await seller.call('DELETE', path);
    expect([first.status, first.text]).toEqual([204, '']);
    expect((await seller.call('DELETE', path)).status).toBe(404);
    expect((await seller.get(path)).status).toBe(404);
    expect(await etsyEffects(etsy.url)).toMatchObject({ live_listings: 0, listing_fees: { count: 2 } });
  });
});
