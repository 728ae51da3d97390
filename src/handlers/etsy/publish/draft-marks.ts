import { recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { positive } from '../etsy-account-settings.ts';
import type { TaxonomyWish } from '../etsy-categories.ts';
import type { Wanted } from './wanted.ts';

/** By what a product's draft is told from others, as the product says it. */
export interface ProductMarks {
  readonly sku: string;
  readonly title: string;
  readonly price: string;
  readonly taxonomy: TaxonomyWish;
}

/**
 * Marks of what is wanted now.
 * @param wanted the mapped product
 * @returns its marks
 */
export function marksOf({ sku, content, price, taxonomy }: Wanted): ProductMarks {
  return { sku, title: content.title, price, taxonomy };
}

/**
 * Marks of what the job began with: what was sent may be older than the seller's last correction.
 * @param validated the result of `validate`
 * @returns the marks with the shop; undefined where the result does not have them
 */
export function begunMarks(validated: JsonRecord): (ProductMarks & { readonly shopId: number }) | undefined {
  const shopId = positive(validated['shop_id']);
  const sku = textOf(validated['etsy_sku']);
  const title = textOf(validated['title']);
  const price = textOf(validated['price']);
  const taxonomy = wishOf(recordOf(validated['taxonomy']));
  if (shopId === undefined || sku === undefined || title === undefined) return undefined;
  return price === undefined || taxonomy === undefined ? undefined : { shopId, sku, title, price, taxonomy };
}

function wishOf({ kind, id, paths }: JsonRecord): TaxonomyWish | undefined {
  const number = positive(id);
  if (kind === 'id' && number !== undefined) return { kind, id: number };
  if (kind !== 'names' || !Array.isArray(paths)) return undefined;
  const names = (paths as readonly unknown[]).map((path) => (Array.isArray(path) ? path.map(String) : []));
  return { kind, paths: names };
}
