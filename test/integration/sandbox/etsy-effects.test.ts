import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, etsyEffects, RawEtsyClient, type RawEtsyAnswer } from './raw-etsy-client.ts';

describe('the Etsy stand-in counts what was done to its shops', () => {
  let etsy: EtsyStandIn;
  let seller: RawEtsyClient;
  let now = Date.UTC(2026, 5, 1);

  beforeEach(async () => {
    etsy = new EtsyStandIn({}, () => now);
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterEach(() => etsy.stop());

  const publish = async (client: RawEtsyClient, sku: string): Promise<number> => {
    const listingId = await client.prepare(sku);
    await client.activate(listingId);
    return listingId;
  };
  const idsOf = ({ json }: RawEtsyAnswer): readonly unknown[] =>
    (json['results'] as { listing_id: number }[]).map((listing) => listing.listing_id);

  it('a second live listing of one SKU, in one shop only', async () => {
    const berta = await RawEtsyClient.open(etsy.url, { name: 'berta' });
    await publish(seller, 'SAME1');
    await publish(berta, 'SAME1');
    expect((await etsyEffects(etsy.url)).listed_twice).toBe(0);
    const second = await publish(seller, 'SAME1');
    const effects = await etsyEffects(etsy.url);
    expect(effects).toMatchObject({
      listed_twice: 1,
      live_listings: 3,
      listing_fees: { count: 3, cents: 60 },
    });
    expect(effects.accounts).toEqual([
      expect.objectContaining({ account: 'anna', listed_twice: 1 }),
      expect.objectContaining({ account: 'berta', listed_twice: 0 }),
    ]);
    await seller.patch(second, { state: 'inactive' });
    expect(await etsyEffects(etsy.url)).toMatchObject({ listed_twice: 0, live_listings: 2 });
  });

  it('two live listings of one title whose SKU was never set', async () => {
    for (let copy = 0; copy < 2; copy += 1) {
      const listingId = Number((await seller.createDraft()).json['listing_id']);
      await seller.uploadImage(listingId);
      await seller.activate(listingId);
    }
    expect((await etsyEffects(etsy.url)).listed_twice).toBe(1);
  });

  it('every draft that was left behind, also that of a SKU which is live', async () => {
    await publish(seller, 'LEFT1');
    await seller.prepare('LEFT1');
    expect((await etsyEffects(etsy.url)).orphan_drafts).toBe(1);
  });

  it('calls by operation, refused ones and those of strangers included', async () => {
    await seller.get('listings/1');
    await seller.call('GET', 'listings/1', undefined, { authorization: 'Bearer nobody' });
    const effects = await etsyEffects(etsy.url);
    expect(effects.calls).toEqual({ getListing: 2 });
    expect(effects.accounts[0]?.['calls']).toEqual({ getListing: 1 });
  });

  it('shows a new draft to lists and batches only after the index lag, and to its number at once', async () => {
    await etsyControl(etsy.url, 'PUT', 'options', { index_lag_ms: 5000 });
    const listingId = Number((await seller.createDraft()).json['listing_id']);
    const searches = [`${seller.shop}/listings?state=draft`, `listings/batch?listing_ids=${listingId}`];
    const found = async (): Promise<readonly unknown[]> =>
      Promise.all(searches.map(async (path) => idsOf(await seller.get(path))));
    expect(await found()).toEqual([[], []]);
    expect((await seller.get(`listings/${listingId}`)).status).toBe(200);
    now += 5000;
    expect(await found()).toEqual([[listingId], [listingId]]);
  });

  it('pages a list in the wanted order', async () => {
    const ids: number[] = [];
    for (const price of [30, 10, 20]) {
      ids.push(Number((await seller.createDraft({ price })).json['listing_id']));
      now += 1000;
    }
    await seller.patch(ids[0] ?? 0, { title: 'Autre' });
    const list = async (query: string): Promise<readonly unknown[]> =>
      idsOf(await seller.get(`${seller.shop}/listings?state=draft&${query}`)).map((id) =>
        ids.indexOf(id as number),
      );
    expect(await list('')).toEqual([2, 1, 0]);
    expect(await list('sort_order=asc')).toEqual([0, 1, 2]);
    expect(await list('sort_on=price&sort_order=up')).toEqual([1, 2, 0]);
    expect(await list('sort_on=updated')).toEqual([0, 2, 1]);
    expect(await list('limit=1&offset=1')).toEqual([1]);
  });

  it('sales, of which there cannot be more than there are pieces', async () => {
    const listingId = await publish(seller, 'SOLD1');
    const sale = { sold: true, paid: false };
    expect((await etsyControl(etsy.url, 'POST', `listings/${listingId}/end`, sale)).status).toBe(201);
    expect((await etsyControl(etsy.url, 'POST', `listings/${listingId}/end`, sale)).status).toBe(409);
    const counts = [];
    for (const query of ['', '?was_paid=true', '?was_paid=false', `?min_created=${now / 1000 + 1}`])
      counts.push((await seller.get(`${seller.shop}/receipts${query}`)).json['count']);
    expect(counts).toEqual([1, 0, 1, 0]);
    expect((await etsyEffects(etsy.url)).accounts[0]).toMatchObject({ receipts: 1, ended_listings: 1 });
  });
});
