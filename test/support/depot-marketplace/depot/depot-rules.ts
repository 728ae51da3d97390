import type { FieldError } from '../../../../src/domain/errors.ts';
import { refused } from '../../../../src/domain/outcome.ts';
import type { Refused } from '../../../../src/domain/outcome.ts';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';

/** What an action on a product is refused with where there is none. */
export const PRODUCT_REQUIRED = {
  code: 'depot.product_required',
  message: 'This action needs a product.',
  actor: 'us',
} as const;

/** What updating something that is not live is refused with. */
export const NOT_LISTED = {
  code: 'depot.not_listed',
  message: 'The product is not live on Depot. Publish it first.',
  actor: 'seller',
} as const;

/**
 * Tells what keeps a product from Depot, without asking it.
 * @param product the product
 * @returns the wrong fields
 */
export function depotPreflight(product: ProductSnapshot | null): readonly FieldError[] {
  if (product === null) return [{ field: 'product_id', ...PRODUCT_REQUIRED }];
  if (product.currency === 'EUR') return [];
  return [{ field: 'currency', code: 'depot.currency_wrong', message: 'Depot sells in euros only.' }];
}

/**
 * @param product the product
 * @returns the refusal of a plan; undefined where it fits
 */
export function refusalOf(product: ProductSnapshot | null): Refused | undefined {
  const fields = depotPreflight(product);
  const [first] = fields;
  if (first === undefined) return undefined;
  return refused({ code: first.code, message: first.message, fields, actor: 'seller' });
}
