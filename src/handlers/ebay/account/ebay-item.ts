import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { Aspects } from '../ebay-aspects.ts';

/** An inventory item as eBay holds it, as far as StoFlow reads it. */
export interface EbayItem {
  readonly sku: string;
  /** Absent for items that are not complete yet. */
  readonly title: string | undefined;
  /** HTML. */
  readonly description: string | undefined;
  readonly brand: string | undefined;
  readonly aspects: Aspects;
  readonly imageUrls: readonly string[];
  /** eBay's ConditionEnum. */
  readonly condition: string | undefined;
  readonly quantity: number | undefined;
  /** True for one variation among several that share a listing. */
  readonly isVariation: boolean;
}

/**
 * Reads an inventory item.
 * @param body JSON of `GET inventory_item/{sku}` or an entry of the list
 * @returns the item; undefined where it has no SKU
 */
export function ebayItemOf(body: JsonRecord): EbayItem | undefined {
  const sku = textOf(body['sku']);
  if (sku === undefined) return undefined;
  const product = recordOf(body['product']);
  const stock = recordOf(recordOf(body['availability'])['shipToLocationAvailability']);
  const aspects = Object.entries(recordOf(product['aspects'])).map(
    ([name, values]) => [name, textsOf(values)] as const,
  );
  return {
    sku,
    title: textOf(product['title']),
    description: textOf(product['description']),
    brand: textOf(product['brand']),
    aspects: Object.fromEntries(aspects),
    imageUrls: textsOf(product['imageUrls']),
    condition: textOf(body['condition']),
    quantity: integerOf(stock['quantity']),
    isVariation: textsOf(body['inventoryItemGroupKeys']).length > 0 || textsOf(body['groupIds']).length > 0,
  };
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? (value as readonly unknown[]).flatMap((one) => textOf(one) ?? []) : [];
}
