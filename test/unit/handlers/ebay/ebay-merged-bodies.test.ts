import { describe, expect, it } from '@jest/globals';
import { wantedListing } from '../../../../src/handlers/ebay/ebay-mapper.ts';
import { mergedItem, mergedOffer } from '../../../../src/handlers/ebay/update/merged-bodies.ts';
import { aProduct, someSettings } from './product.ts';

const wanted = wantedListing(aProduct({ quantity: 4 }), someSettings(), ['https://i.example/1']);

describe('a replacement on eBay', () => {
  it('carries what was read of an item, without what eBay only shows', () => {
    const held = {
      sku: 'COAT1',
      locale: 'fr_FR',
      groupIds: ['G'],
      condition: 'USED_GOOD',
      conditionDescription: 'A stain.',
      conditionDescriptors: [{ name: '1' }],
      availability: {
        pickupAtLocationAvailability: [{ quantity: 1 }],
        shipToLocationAvailability: { quantity: 9, allocationByFormat: { fixedPrice: 9 } },
      },
      product: { title: 'Old', subtitle: 'Kept', imageUrls: ['x'] },
    };
    const { sku: _sku, locale: _locale, groupIds: _groups, ...kept } = held;
    const { pickupAtLocationAvailability } = held.availability;
    expect(mergedItem(held, wanted.item, ['quantity', 'texts'])).toEqual({
      ...kept,
      availability: { pickupAtLocationAvailability, shipToLocationAvailability: { quantity: 4 } },
      product: { ...held.product, title: 'Wool coat', description: 'Warm.' },
    });
  });

  it('takes away a note on the condition that the product does not have any more', () => {
    const held = { condition: 'USED_GOOD', conditionDescription: 'A stain.', product: {} };
    expect(mergedItem(held, wanted.item, ['condition'])).not.toHaveProperty('conditionDescription');
  });

  it('carries what was read of an offer, without its key and its listing', () => {
    const held = {
      offerId: '1',
      sku: 'COAT1',
      marketplaceId: 'EBAY_FR',
      format: 'FIXED_PRICE',
      status: 'PUBLISHED',
      listing: { listingId: '2' },
      categoryId: '5',
      listingDescription: 'Own',
      listingPolicies: { fulfillmentPolicyId: 'old', takeBackPolicyId: '9' },
      pricingSummary: { price: { value: '1.0', currency: 'EUR' }, pricingVisibility: 'NONE' },
      storeCategoryNames: ['/Coats'],
    };
    expect(mergedOffer(held, wanted.offer, ['price', 'terms'])).toEqual({
      categoryId: '5',
      includeCatalogProductDetails: false,
      listingDescription: 'Own',
      listingPolicies: {
        fulfillmentPolicyId: '11',
        paymentPolicyId: '12',
        returnPolicyId: '13',
        takeBackPolicyId: '9',
      },
      merchantLocationKey: 'main',
      pricingSummary: { price: { value: '45.00', currency: 'EUR' }, pricingVisibility: 'NONE' },
      storeCategoryNames: ['/Coats'],
    });
  });
});
