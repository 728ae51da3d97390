import { integerOf, recordOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { positive } from '../etsy-account-settings.ts';
import type { InventoryRevision } from '../etsy-bodies.ts';
import { priceOf } from '../etsy-listing.ts';
import type { Wanted } from '../publish/wanted.ts';

/**
 * Merges what changes into the inventory that a listing has. Etsy takes it only as a whole, in another shape than it
 * gives: without its numbers and names, and with prices as decimals. What does not change stays as it is there: a piece
 * may have been bought since.
 * @param current JSON of `GET listings/{id}/inventory`
 * @param wanted what Etsy is to hold
 * @param groups the groups that change
 * @returns the body; undefined where the seller made the listing vary on Etsy, or the answer lacks a price or a quantity
 */
export function inventoryChangeOf(
  current: JsonRecord,
  wanted: Wanted,
  groups: readonly string[],
): InventoryRevision | undefined {
  const varies = ['price_on_property', 'quantity_on_property', 'sku_on_property'].some(
    (name) => numbersOf(current[name]).length > 0,
  );
  if (varies) return undefined;
  const products = recordsOf(current['products']).map((product) => productOf(product, wanted, groups));
  const complete = products.filter((product) => product !== undefined);
  if (complete.length === 0 || complete.length < products.length) return undefined;
  return { products: complete, price_on_property: [], quantity_on_property: [], sku_on_property: [] };
}

function productOf(
  product: JsonRecord,
  wanted: Wanted,
  groups: readonly string[],
): InventoryRevision['products'][number] | undefined {
  const has = (group: string): boolean => groups.includes(group);
  const offerings = recordsOf(product['offerings']).map((offering) => {
    const price = has('price') ? wanted.price : priceOf(recordOf(offering['price']));
    const quantity = has('quantity') ? wanted.quantity : integerOf(offering['quantity']);
    if (price === undefined || quantity === undefined) return undefined;
    const readiness = positive(offering['readiness_state_id']);
    return {
      price: Number(price),
      quantity,
      is_enabled: offering['is_enabled'] !== false,
      readiness_state_id:
        has('terms') || readiness === undefined ? wanted.settings.readinessStateId : readiness,
    };
  });
  const complete = offerings.filter((offering) => offering !== undefined);
  if (complete.length === 0 || complete.length < offerings.length) return undefined;
  return {
    sku: has('key') ? wanted.sku : (textOf(product['sku']) ?? ''),
    property_values: recordsOf(product['property_values']).map(propertyOf),
    offerings: complete,
  };
}

function propertyOf(value: JsonRecord): Readonly<Record<string, unknown>> {
  const names = ['property_id', 'property_name', 'scale_id', 'value_ids', 'values'];
  return Object.fromEntries(names.filter((name) => name in value).map((name) => [name, value[name]]));
}

function numbersOf(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}
