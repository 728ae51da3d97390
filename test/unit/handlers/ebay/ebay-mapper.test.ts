import { describe, expect, it } from '@jest/globals';
import { newOfferOf, wantedListing } from '../../../../src/handlers/ebay/ebay-mapper.ts';
import { aProduct, someSettings } from './product.ts';

describe('mapping a product to eBay', () => {
  it('fills the item and the offer completely', () => {
    const settings = someSettings();
    const wanted = wantedListing(aProduct(), settings, ['https://i.ebayimg.com/1']);
    expect(wanted.item).toEqual({
      availability: { shipToLocationAvailability: { quantity: 1 } },
      condition: 'PRE_OWNED_EXCELLENT',
      product: {
        title: 'Wool coat',
        description: 'Warm.',
        aspects: {
          Marque: ['Sézane'],
          Taille: ['M'],
          Couleur: ['Blue'],
          Département: ['Femme'],
          Matière: ['Wool'],
        },
        brand: 'Sézane',
        ean: ['Non applicable'],
        imageUrls: ['https://i.ebayimg.com/1'],
      },
    });
    expect(newOfferOf(wanted, settings)).toEqual({
      sku: 'COAT1',
      marketplaceId: 'EBAY_FR',
      format: 'FIXED_PRICE',
      availableQuantity: 1,
      categoryId: '63862',
      includeCatalogProductDetails: false,
      listingDuration: 'GTC',
      listingPolicies: { fulfillmentPolicyId: '11', paymentPolicyId: '12', returnPolicyId: '13' },
      merchantLocationKey: 'main',
      pricingSummary: { price: { value: '45.00', currency: 'EUR' } },
    });
  });

  it.each([
    ['EBAY_DE', 'Marke', 'Größe', 'Abteilung', 'Damen'],
    ['EBAY_GB', 'Brand', 'Size', 'Department', 'Women'],
    ['EBAY_IT', 'Marca', 'Taglia', 'Reparto', 'Donna'],
    ['EBAY_ES', 'Marca', 'Talla', 'Departamento', 'Mujer'],
  ])('writes the item specifics of %s in its language', (site, brand, size, department, women) => {
    const { item } = wantedListing(aProduct(), someSettings({ marketplace_id: site }), []);
    expect(item.product.aspects).toMatchObject({ [brand]: ['Sézane'], [size]: ['M'], [department]: [women] });
  });

  it('lets the seller add and replace item specifics, the category and the identifier', () => {
    const attributes = {
      ebay_aspects: { Style: 'Droit', Taille: ['40', '42'] },
      ebay_category_id: 123,
      ean: '4006381333931',
    };
    const { item, offer } = wantedListing(aProduct({ attributes, size: null }), someSettings(), []);
    expect(item.product.aspects).toMatchObject({ Style: ['Droit'], Taille: ['40', '42'] });
    expect(item.product.ean).toEqual(['4006381333931']);
    expect(offer.categoryId).toBe('123');
  });

  it.each([
    ['new_with_tags', 'NEW'],
    ['new_without_tags', 'NEW_OTHER'],
    ['very_good', 'PRE_OWNED_EXCELLENT'],
    ['good', 'USED_EXCELLENT'],
    ['satisfactory', 'PRE_OWNED_FAIR'],
  ])('knows the condition %s', (condition, expected) => {
    expect(wantedListing(aProduct({ condition }), someSettings(), []).item.condition).toBe(expected);
  });
});
