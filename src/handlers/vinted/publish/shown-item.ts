import type { StepContext } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { carriesMark, sameTitle } from '../vinted-texts.ts';
import { wantedOrRefused } from './wanted.ts';

/** What an item was found to be. */
export interface ShownItem {
  readonly [key: string]: unknown;
  readonly item_id: number;
  readonly status: 'live' | 'sold' | 'ended';
  readonly title: string | null;
  /** Decimal as text; null where Vinted does not say. */
  readonly price: string | null;
  /** Whether it is what the product asks for, as far as Vinted shows it. */
  readonly as_wanted: boolean;
  readonly price_differs: boolean;
}

/**
 * Describes an item that was read.
 * @param itemId its id
 * @param item as Vinted's form holds it, of any shape
 * @param context the job
 * @returns what it was found to be
 */
export function shownItem(itemId: number, item: JsonRecord, context: StepContext): ShownItem {
  const title = textOf(item['title']) ?? null;
  const price = priceOf(item['price']);
  const wanted = wantedOrRefused(context);
  const priceDiffers = !('kind' in wanted) && price !== null && price !== wanted.item.price.toFixed(2);
  const asWanted =
    !('kind' in wanted) &&
    !priceDiffers &&
    title !== null &&
    sameTitle(title, wanted.item.title) &&
    carriesMark(textOf(item['description']) ?? '', wanted.item.description.replace(/\s+/g, ' ').trim());
  return {
    item_id: itemId,
    status: statusOf(item),
    title,
    price,
    as_wanted: asWanted,
    price_differs: priceDiffers,
  };
}

function statusOf(item: JsonRecord): ShownItem['status'] {
  if (item['is_closed'] !== true) return 'live';
  return item['item_closing_action'] === 'sold' ? 'sold' : 'ended';
}

/** Vinted writes prices as a number, as text, or with their currency. */
function priceOf(price: unknown): string | null {
  const amount = typeof price === 'object' && price !== null ? (price as JsonRecord)['amount'] : price;
  const number = Number(textOf(amount) ?? Number.NaN);
  return Number.isFinite(number) ? number.toFixed(2) : null;
}
