import type { FieldError } from '../../domain/errors.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import { vintedReadiness } from './vinted-rules.ts';

/**
 * Tells what keeps a product from being sent to Vinted.
 * @param product the product
 * @param account the account, with its settings
 * @param message what is said where no product is named
 * @returns the wrong fields; none where it fits
 */
export function vintedPreflight(
  product: ProductSnapshot | null,
  account: AccountSnapshot,
  message: string,
): readonly FieldError[] {
  if (product === null) return [{ field: 'product_id', code: 'vinted.product_required', message }];
  const readiness = vintedReadiness(product, account);
  return readiness.ok ? [] : readiness.fields;
}
