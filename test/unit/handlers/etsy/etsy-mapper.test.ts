import { describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { fieldHashesOf } from '../../../../src/handlers/etsy/etsy-fingerprint.ts';
import { etsyForm } from '../../../../src/handlers/etsy/etsy-form.ts';
import { newDraftOf, wantedListing } from '../../../../src/handlers/etsy/etsy-mapper.ts';
import {
  propertyValueOf,
  propertyWishesOf,
  taxonomyPropertiesOf,
} from '../../../../src/handlers/etsy/etsy-properties.ts';
import { provenanceOf } from '../../../../src/handlers/etsy/etsy-provenance.ts';
import { aVintageProduct, someSettings } from './product.ts';

const settings = someSettings();

function mapped(change: Partial<ProductSnapshot> = {}, year = 2026) {
  const product = aVintageProduct(change);
  const origin = provenanceOf(product, year);
  if (!origin.ok) throw new Error('the product does not fit');
  return wantedListing(product, settings, origin.provenance);
}

describe('what Etsy is to hold of a product', () => {
  it('is a draft with price, quantity, era and terms, as a form with one value a field', () => {
    const form = etsyForm({ ...newDraftOf(mapped(), settings, 454) });
    expect(Object.fromEntries(form)).toEqual({
      title: 'Robe en soie',
      description: 'Très belle robe <b>légère</b> & fluide.\nTaille 38.',
      who_made: 'someone_else',
      when_made: '1990s',
      is_supply: 'false',
      shipping_profile_id: '12',
      return_policy_id: '13',
      readiness_state_id: '14',
      tags: 'Cacharel,vintage dresses,vintage,dresses,Bleu,Soie',
      materials: 'Soie',
      type: 'physical',
      taxonomy_id: '454',
      price: '45.50',
      quantity: '1',
    });
    expect([...form.keys()]).toHaveLength(new Set(form.keys()).size);
  });

  it('is one product with the SKU and the price as a number', () => {
    expect(mapped({ quantity: 3 }).inventory).toEqual({
      products: [
        {
          sku: 'DRESS-1',
          property_values: [],
          offerings: [{ price: 45.5, quantity: 3, is_enabled: true, readiness_state_id: 14 }],
        },
      ],
      price_on_property: [],
      quantity_on_property: [],
      sku_on_property: [],
    });
  });

  it('has a place in the taxonomy by names, each with the places above it, or by its number', () => {
    expect(mapped().taxonomy).toEqual({
      kind: 'names',
      paths: [["Women's Clothing", 'Dresses'], ["Women's Clothing"], ['Clothing', 'Dresses'], ['Clothing']],
    });
    expect(mapped({ attributes: { etsy_taxonomy_id: 99 } }).taxonomy).toEqual({ kind: 'id', id: 99 });
  });

  it('has the seller’s own tags where there are any', () => {
    expect(mapped({ attributes: { etsy_tags: ['soie', 'soie', 'années 80'] } }).content.tags).toEqual([
      'soie',
      'années 80',
    ]);
  });

  it('changes its fingerprint with each group of fields, and not with the calendar', () => {
    const pictures = [{ url: 'https://p.example/1' }];
    const hashes = (change: Partial<ProductSnapshot>, year = 2026) =>
      fieldHashesOf(mapped(change, year), settings, aVintageProduct(change), pictures);
    const changed = (change: Partial<ProductSnapshot>): readonly string[] => {
      const [one, other] = [hashes({}), hashes(change)];
      return Object.keys(one).filter((name) => one[name] !== other[name]);
    };
    expect(changed({ title: 'Autre' })).toEqual(['texts']);
    expect(changed({ price: '9.00' })).toEqual(['price']);
    expect(changed({ madeYear: 1985 })).toEqual(['provenance']);
    expect(changed({ colour: 'Rouge' })).toEqual(['labels', 'properties']);
    expect(changed({ sku: 'X' })).toEqual(['key']);
    expect(hashes({ madeYear: 2003 }, 2026)).toEqual(hashes({ madeYear: 2003 }, 2027));
  });
});

describe("a product's properties", () => {
  const offered = taxonomyPropertiesOf([
    {
      property_id: 200,
      name: 'primary_color',
      display_name: 'Primary color',
      possible_values: [
        { value_id: 1, name: 'Black' },
        { value_id: 2, name: 'Blue' },
      ],
    },
    {
      property_id: 300,
      display_name: 'Size',
      possible_values: [{ value_id: 9, name: '38', scale_id: 5 }],
    },
    { property_id: 400, display_name: 'Sleeve', supports_attributes: false, possible_values: [] },
    { name: 'without a number' },
  ]);
  const found = (change: Partial<ProductSnapshot>) =>
    propertyWishesOf(aVintageProduct(change)).map((wish) => propertyValueOf(wish, offered));

  it('are found by name and value, colours in the seller’s language too', () => {
    expect(found({})).toEqual([
      { propertyId: 200, name: 'Primary color', valueId: 2, value: 'Blue', scaleId: undefined },
      { propertyId: 300, name: 'Size', valueId: 9, value: '38', scaleId: 5 },
    ]);
  });

  it('are left out where Etsy has no such value', () => {
    expect(found({ colour: 'Chartreuse', size: null })).toEqual([undefined]);
  });

  it('are replaced by what the seller says for Etsy', () => {
    const own = { etsy_properties: { 'Primary color': 'Black' } };
    expect(found({ attributes: own, size: null })).toEqual([
      { propertyId: 200, name: 'Primary color', valueId: 1, value: 'Black', scaleId: undefined },
    ]);
  });
});
