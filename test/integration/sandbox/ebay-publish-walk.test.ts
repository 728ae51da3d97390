import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { effectsOf, RawEbayClient } from './raw-ebay-client.ts';

describe('an item is published, withdrawn and deleted on the eBay stand-in', () => {
  const ebay = new EbayStandIn();
  let seller: RawEbayClient;
  let imageUrl: string;
  let offerId: string;
  let listingId: string;

  beforeAll(async () => {
    seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
  });
  afterAll(() => ebay.stop());

  it('refreshes a token without giving a new refresh token', async () => {
    const answer = await seller.signIn();
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ token_type: 'User Access Token', expires_in: 7200 });
    expect(answer.json).not.toHaveProperty('refresh_token');
  });

  it('shows the policies of the marketplace that was asked for', async () => {
    const answer = await seller.call('GET', '/sell/account/v1/return_policy?marketplace_id=EBAY_FR');
    expect(answer.json['returnPolicies']).toMatchObject([
      { returnPolicyId: seller.opened.marketplaces['EBAY_FR']?.return_policy_id, marketplaceId: 'EBAY_FR' },
    ]);
    const german = await seller.call('GET', '/sell/account/v1/return_policy?marketplace_id=EBAY_DE');
    expect(german.json).toMatchObject({ total: 0, returnPolicies: [] });
  });

  it('makes a new picture at each upload and serves its bytes', async () => {
    const first = await seller.uploadPicture();
    const second = await seller.uploadPicture();
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(first.headers.get('location')).not.toBe(second.headers.get('location'));
    imageUrl = String(first.json['imageUrl']);
    const served = await fetch(imageUrl);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect((await served.arrayBuffer()).byteLength).toBeGreaterThan(100);
  });

  it('creates an item, then replaces it', async () => {
    const created = await seller.putItem('ROB1', imageUrl);
    expect([created.status, created.text]).toEqual([201, '']);
    const replaced = await seller.putItem('ROB1', imageUrl);
    expect([replaced.status, replaced.text]).toEqual([204, '']);
    const item = await seller.call('GET', '/sell/inventory/v1/inventory_item/ROB1');
    expect(item.json).toMatchObject({ sku: 'ROB1', locale: 'fr_FR', condition: 'USED_EXCELLENT' });
  });

  it('creates one offer and names it when a second one is tried', async () => {
    const created = await seller.createOffer('ROB1');
    expect(created.status).toBe(201);
    offerId = String(created.json['offerId']);
    const second = await seller.createOffer('ROB1');
    expect(second.status).toBe(400);
    expect(second.json.errors).toMatchObject([
      { errorId: 25002, domain: 'API_INVENTORY', parameters: [{ name: 'offerId', value: offerId }] },
    ]);
  });

  it('publishes, and answers a repetition with the same listing and a warning', async () => {
    const published = await seller.publish(offerId);
    expect(published).toMatchObject({ status: 200, json: { warnings: [] } });
    listingId = String(published.json['listingId']);
    const again = await seller.publish(offerId);
    expect(again).toMatchObject({ status: 200, json: { listingId, warnings: [{ errorId: 25402 }] } });
    const offer = await seller.call('GET', `/sell/inventory/v1/offer/${offerId}`);
    expect(offer.json).toMatchObject({
      status: 'PUBLISHED',
      listing: { listingId, listingStatus: 'ACTIVE' },
    });
    expect((await fetch(`${ebay.url}/itm/${listingId}`)).status).toBe(200);
  });

  it('withdraws, keeps the offer, and gives a new number when it is published again', async () => {
    const path = `/sell/inventory/v1/offer/${offerId}`;
    expect(await seller.call('POST', `${path}/withdraw`, {})).toMatchObject({
      status: 200,
      json: { listingId },
    });
    expect((await seller.call('POST', `${path}/withdraw`, {})).json.errors?.[0]?.errorId).toBe(25713);
    const offer = await seller.call('GET', path);
    expect(offer.json).toMatchObject({ status: 'UNPUBLISHED' });
    expect(offer.json).not.toHaveProperty('listing');
    expect((await seller.publish(offerId)).json['listingId']).not.toBe(listingId);
  });

  it('deletes the item with its offer and listing, once', async () => {
    const path = '/sell/inventory/v1/inventory_item/ROB1';
    expect((await seller.call('DELETE', path)).status).toBe(204);
    expect((await seller.call('DELETE', path)).status).toBe(404);
    expect((await seller.call('GET', `/sell/inventory/v1/offer/${offerId}`)).status).toBe(404);
    expect((await seller.call('GET', '/sell/inventory/v1/offer?sku=ROB1')).json.errors?.[0]?.errorId).toBe(
      25713,
    );
    expect(await effectsOf(ebay.url)).toMatchObject({
      live_listings: 0,
      images: { created: 2, orphaned: 2 },
    });
  });
});
