import type { BatchRequest } from '../../api/batches.ts';
import { counted } from '../../words/names.ts';
import { statusOf } from '../../words/statuses.ts';

/** Which products are meant: some, or every one that a filter finds, however many pages that are. */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<number> }
  | { readonly kind: 'every'; readonly status: string | undefined };

/** No product. */
export const NOTHING_SELECTED: Selection = { kind: 'some', ids: new Set() };

/**
 * @param selection which products
 * @param id a product
 * @returns whether it is meant
 */
export function isSelected(selection: Selection, id: number): boolean {
  return selection.kind === 'every' || selection.ids.has(id);
}

/**
 * Adds products to a selection, or takes them out. Out of "every" nothing can be taken: a request could not say so.
 * @param selection the selection
 * @param ids products that are in sight
 * @param isWanted whether they are added
 * @returns the new selection
 */
export function withProducts(selection: Selection, ids: readonly number[], isWanted: boolean): Selection {
  if (selection.kind === 'every') return selection;
  const chosen = new Set(selection.ids);
  for (const id of ids) {
    if (isWanted) chosen.add(id);
    else chosen.delete(id);
  }
  return { kind: 'some', ids: chosen };
}

/**
 * @param selection which products
 * @returns them in words: "3 products", "every active product"
 */
export function selectionText(selection: Selection): string {
  if (selection.kind === 'some') return counted(selection.ids.size, 'product');
  const { status } = selection;
  return status === undefined ? 'every product' : `every ${statusOf(status).label.toLowerCase()} product`;
}

/**
 * @param selection which products
 * @returns how a request for a batch names them
 */
export function requestedProducts(selection: Selection): Pick<BatchRequest, 'product_ids' | 'filter'> {
  if (selection.kind === 'some') return { product_ids: [...selection.ids] };
  return { filter: selection.status === undefined ? {} : { status: selection.status } };
}
