import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { control, effectsOf, RawEbayClient } from './raw-ebay-client.ts';

describe('the eBay stand-in counts effects itself', () => {
  let ebay: EbayStandIn;
  let anna: RawEbayClient;

  beforeEach(async () => {
    ebay = new EbayStandIn();
    anna = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
  });
  afterEach(() => ebay.stop());

  it('counts a SKU that is live twice', async () => {
    await anna.publish(await anna.prepare('TWICE1'));
    expect(await effectsOf(ebay.url)).toMatchObject({ listed_twice: 0, live_listings: 1 });
    const auction = await anna.createOffer('TWICE1', {
      format: 'AUCTION',
      listingDuration: 'DAYS_7',
      availableQuantity: undefined,
      pricingSummary: { auctionStartPrice: { value: '1.00', currency: 'EUR' } },
    });
    await anna.publish(String(auction.json['offerId']));
    expect(await effectsOf(ebay.url)).toMatchObject({ listed_twice: 1, live_listings: 2 });
  });

  it('counts offers that were left behind, but not those that were withdrawn', async () => {
    const offerId = await anna.prepare('DRAFT1');
    expect(await effectsOf(ebay.url)).toMatchObject({
      orphan_drafts: 1,
      images: { created: 1, orphaned: 0 },
    });
    await anna.publish(offerId);
    expect(await effectsOf(ebay.url)).toMatchObject({ orphan_drafts: 0 });
    await anna.call('POST', `/sell/inventory/v1/offer/${offerId}/withdraw`, {});
    expect(await effectsOf(ebay.url)).toMatchObject({
      orphan_drafts: 0,
      accounts: [{ withdrawn_offers: 1 }],
    });
  });

  it('counts pictures that no item shows', async () => {
    await anna.uploadPicture();
    expect((await effectsOf(ebay.url)).images).toEqual({ created: 1, orphaned: 1 });
  });

  it('keeps sellers apart, also when they use the same SKU', async () => {
    const ben = await RawEbayClient.open(ebay.url, { name: 'ben' });
    const offerId = await anna.prepare('SAME1');
    await anna.publish(offerId);
    expect((await ben.call('GET', '/sell/inventory/v1/inventory_item/SAME1')).status).toBe(404);
    expect((await ben.call('GET', `/sell/inventory/v1/offer/${offerId}`)).status).toBe(404);
    expect((await ben.call('DELETE', `/sell/inventory/v1/offer/${offerId}`)).status).toBe(404);
    await ben.publish(await ben.prepare('SAME1'));
    const effects = await effectsOf(ebay.url);
    expect(effects.listed_twice).toBe(0);
    expect(effects.accounts.map(({ account, live_listings }) => [account, live_listings.length])).toEqual([
      ['anna', 1],
      ['ben', 1],
    ]);
  });

  it('counts calls by operation, for all and by seller', async () => {
    await anna.publish(await anna.prepare('CALLS1'));
    const effects = await effectsOf(ebay.url);
    const expected = {
      token: 1,
      createImageFromFile: 1,
      createOrReplaceInventoryItem: 1,
      createOffer: 1,
      publishOffer: 1,
    };
    expect(effects.calls).toEqual(expected);
    expect(effects.accounts[0]?.calls).toEqual(expected);
  });

  it('shows a listing that ended behind our back', async () => {
    const offerId = await anna.prepare('SOLD1');
    const listingId = String((await anna.publish(offerId)).json['listingId']);
    await control(ebay.url, 'POST', `listings/${listingId}/end`, { sold: true });
    const offer = await anna.call('GET', `/sell/inventory/v1/offer/${offerId}`);
    expect(offer.json).toMatchObject({ listing: { listingId, listingStatus: 'ENDED', soldQuantity: 1 } });
    expect((await effectsOf(ebay.url)).live_listings).toBe(0);
  });
});
