import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundListing } from '../../../../src/domain/found.ts';
import { AccountBench } from './account-bench.ts';
import type { AccountSeller, Listed } from './account-bench.ts';

const INVENTORY = '/sell/inventory/v1';

describe('what a look at eBay tells of a listing', () => {
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start();
  });
  afterAll(() => bench.stop());

  async function only(seller: AccountSeller): Promise<FoundListing> {
    const { listings } = await seller.listings.page(seller.context(), null);
    const [listing] = listings;
    if (listing === undefined || listings.length > 1) throw new Error(`${listings.length} listings`);
    return listing;
  }
  async function oneListed(
    changes: Readonly<Record<string, unknown>> = {},
  ): Promise<[AccountSeller, Listed]> {
    const seller = await bench.seller();
    await seller.item('COAT1');
    return [seller, await seller.publish('COAT1', changes)];
  }

  it('says all that a product can be made of, in StoFlow’s words', async () => {
    const seller = await bench.seller();
    await seller.item('SF0ECOATQ01', {
      title: 'Manteau en laine',
      description: 'Très beau &amp; chaud.<br>Taille&nbsp;M.',
      brand: 'Sézane',
      aspects: {
        Marque: ['Sézane'],
        Couleur: ['Bleu'],
        Taille: ['M'],
        Département: ['Femme'],
        Style: ['Droit'],
      },
    });
    const { listingId, offerId } = await seller.publish('SF0ECOATQ01', {
      availableQuantity: 2,
      categoryId: '63861',
      pricingSummary: { price: { value: '45.0', currency: 'EUR' } },
    });
    expect(await only(seller)).toEqual({
      externalIds: { listing_id: listingId, offer_id: offerId, ebay_sku: 'SF0ECOATQ01' },
      status: 'live',
      sku: 'COAT-1',
      title: 'Manteau en laine',
      description: 'Très beau & chaud.\nTaille M.',
      price: '45.00',
      currency: 'EUR',
      quantity: 2,
      url: `${bench.standIn.url}/itm/${listingId}`,
      pictures: [expect.stringContaining('/images/g/')],
      details: {
        brand: 'Sézane',
        colour: 'Bleu',
        size: 'M',
        gender: 'women',
        condition: 'good',
        category: 'dresses',
      },
      shown: {
        title: 'Manteau en laine',
        description: 'Très beau &amp; chaud.<br>Taille&nbsp;M.',
        price: '45.00',
        quantity: '2',
      },
    });
  });

  it('knows no SKU of StoFlow behind a hashed one, and gives eBay’s', async () => {
    const seller = await bench.seller();
    await seller.item(`SF0H${'7'.repeat(46)}`);
    await seller.publish(`SF0H${'7'.repeat(46)}`);
    expect((await only(seller)).sku).toBe(`SF0H${'7'.repeat(46)}`);
  });

  it('calls it ended when the seller or eBay ended it, and sold when the last piece was', async () => {
    for (const [body, status] of [
      [{}, 'ended'],
      [{ by_ebay: true }, 'ended'],
      [{ sold: true }, 'sold'],
    ] as const) {
      const [seller, { listingId }] = await oneListed();
      await bench.control('POST', `listings/${listingId}/end`, body);
      expect((await only(seller)).status).toBe(status);
    }
  });

  it('calls it sold when its last piece went and eBay only hides it', async () => {
    const [seller, { listingId }] = await oneListed({ availableQuantity: 2 });
    await bench.control('PUT', 'options', { sold_out: 'hidden' });
    await seller.buy([{ listing_id: listingId }]);
    expect(await only(seller)).toMatchObject({ status: 'live', quantity: 1, shown: { quantity: '1' } });
    await seller.buy([{ listing_id: listingId }]);
    expect(await only(seller)).toMatchObject({ status: 'sold', quantity: 0 });
    await bench.control('PUT', 'options', { sold_out: 'ends' });
  });

  it('leaves an unpublished offer out, since it is no listing', async () => {
    const [seller, { offerId }] = await oneListed();
    await seller.raw.call('POST', `${INVENTORY}/offer/${offerId}/withdraw`, {});
    expect((await seller.listings.page(seller.context(), null)).listings).toEqual([]);
  });

  describe('that no page showed', () => {
    const idsOf = ({ offerId, listingId }: Listed): Readonly<Record<string, string>> => ({
      listing_id: listingId,
      offer_id: offerId,
      ebay_sku: 'COAT1',
    });
    const confirm = async (
      seller: AccountSeller,
      ...ids: readonly Readonly<Record<string, string>>[]
    ): Promise<readonly FoundListing[]> => seller.listings.confirm(seller.context(), ids);

    it('finds it live by its offer, whatever the list of offers shows', async () => {
      const [seller, listed] = await oneListed();
      const [found] = await confirm(seller, idsOf(listed));
      expect(found).toEqual(await only(seller));
    });

    it('calls it ended where its offer was withdrawn, or stands for another listing', async () => {
      const [seller, listed] = await oneListed();
      await seller.raw.call('POST', `${INVENTORY}/offer/${listed.offerId}/withdraw`, {});
      expect(await confirm(seller, idsOf(listed))).toMatchObject([
        { status: 'ended', externalIds: idsOf(listed) },
      ]);
      await seller.raw.publish(listed.offerId);
      expect(await confirm(seller, idsOf(listed))).toMatchObject([
        { status: 'ended', externalIds: idsOf(listed) },
      ]);
    });

    it('does not find it where its offer or its item is gone, or was never known', async () => {
      const [seller, listed] = await oneListed();
      const { offer_id: _offerId, ...withoutOffer } = idsOf(listed);
      expect(await confirm(seller, withoutOffer)).toEqual([]);
      await seller.remove('COAT1');
      expect(await confirm(seller, idsOf(listed))).toEqual([]);
    });

    it('answers nothing where one of several could not be looked at', async () => {
      const [seller, listed] = await oneListed();
      await bench.control('PUT', 'faults', {
        script: [{ operation: 'getOffer', fault: 'error_before', nth: 2 }],
      });
      await expect(confirm(seller, idsOf(listed), idsOf(listed))).rejects.toMatchObject({
        verdict: { kind: 'repeat' },
      });
    });
  });
});
