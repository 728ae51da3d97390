import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, etsyEffects, RawEtsyClient } from './raw-etsy-client.ts';

describe('what an activation needs on the Etsy stand-in', () => {
  let now = Date.UTC(2026, 5, 1);
  // The clock jumps by months here; the token must not die of it.
  const etsy = new EtsyStandIn({ accessTokenSeconds: 1e9 }, () => now);
  let seller: RawEtsyClient;

  beforeAll(async () => {
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterAll(() => etsy.stop());

  const fees = async (): Promise<number> => (await etsyEffects(etsy.url)).listing_fees.count;

  it('a picture', async () => {
    const listingId = Number((await seller.createDraft()).json['listing_id']);
    expect(await seller.activate(listingId)).toMatchObject({
      status: 400,
      json: { error: 'There was a problem with /images : cannot be null' },
    });
    await seller.uploadImage(listingId);
    expect((await seller.activate(listingId)).status).toBe(200);
  });

  it.each([
    ['shipping_profile_id', 'shipping_profile_id'],
    ['return_policy_id', 'return/policy'],
  ])('its %s', async (field, path) => {
    const listingId = await seller.prepare('NEED1', { [field]: '' });
    const answer = await seller.activate(listingId);
    expect(answer).toMatchObject({
      status: 400,
      json: { error: `There was a problem with /${path} : cannot be null` },
    });
    expect((await seller.listing(listingId))['state']).toBe('draft');
    await seller.call('DELETE', `listings/${listingId}`);
  });

  it('a readiness state of each offering', async () => {
    const listingId = await seller.prepare('NEED2');
    await seller.putInventory(listingId, 'NEED2', { readiness_state_id: null });
    expect((await seller.activate(listingId)).status).toBe(400);
  });

  it('a shipping profile with a destination', async () => {
    const poor = await RawEtsyClient.open(etsy.url, { name: 'poor', shipping_profile_complete: false });
    expect((await poor.activate(await poor.prepare('NEED3'))).json['error']).toContain(
      '/shipping_profile_id',
    );
    const bare = await RawEtsyClient.open(etsy.url, { name: 'bare', return_policy: false });
    expect((await bare.get(`${bare.shop}/policies/return`)).json).toEqual({ count: 0, results: [] });
  });

  it('keeps every field as it was when it refuses', async () => {
    const listingId = await seller.prepare('KEEP1', { return_policy_id: '' });
    const answer = await seller.patch(listingId, { title: 'Autre', state: 'active' });
    expect(answer.status).toBe(400);
    expect((await seller.listing(listingId))['title']).toBe('Robe midi en soie années 1990');
  });

  it('and what an active listing does not give away again', async () => {
    const listingId = await seller.prepare('KEEP2');
    await seller.activate(listingId);
    expect((await seller.patch(listingId, { return_policy_id: '' })).status).toBe(400);
    expect((await seller.patch(listingId, { image_ids: '' })).status).toBe(400);
    expect((await seller.putInventory(listingId, 'KEEP2', { readiness_state_id: null })).status).toBe(400);
    expect(await seller.listing(listingId)).toMatchObject({
      state: 'active',
      return_policy_id: seller.opened.return_policy_id,
      readiness_state_id: seller.opened.readiness_state_id,
    });
    const onlyImage = (await seller.get(`listings/${listingId}/images`)).json['results'] as {
      listing_image_id: number;
    }[];
    const path = `${seller.shop}/listings/${listingId}/images/${onlyImage[0]?.listing_image_id}`;
    expect((await seller.call('DELETE', path)).status).toBe(400);
  });

  it('no hold by Etsy', async () => {
    const listingId = await seller.prepare('HOLD1');
    await etsyControl(etsy.url, 'PUT', `listings/${listingId}`, { hold: 'edit' });
    expect((await seller.activate(listingId)).json['error']).toContain('state = edit');
    await etsyControl(etsy.url, 'PUT', `listings/${listingId}`, { hold: 'frozen' });
    expect((await seller.activate(listingId)).json['error']).toContain('frozen');
    await etsyControl(etsy.url, 'PUT', `listings/${listingId}`, { hold: 'none' });
    expect((await seller.activate(listingId)).status).toBe(200);
  });

  it('a new fee once the four months are over', async () => {
    const listingId = await seller.prepare('FEE1');
    const before = await fees();
    await seller.activate(listingId);
    now += 121 * 24 * 3600 * 1000;
    await etsyControl(etsy.url, 'PUT', `listings/${listingId}`, { state: 'expired' });
    expect((await seller.patch(listingId, { state: 'inactive' })).status).toBe(409);
    expect((await seller.activate(listingId)).status).toBe(200);
    expect((await fees()) - before).toBe(2);
  });
});
