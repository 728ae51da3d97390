import type { ShownFields } from '../../../domain/found.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { stateOf } from '../delete/item-state.ts';
import type { ItemState } from '../delete/item-state.ts';
import { carriesMark, sameTitle } from '../vinted-texts.ts';
import { wantedOrRefused } from './wanted.ts';

/** What an item was found to be. */
export interface ShownItem {
  readonly [key: string]: unknown;
  readonly item_id: number;
  readonly status: ItemState;
  readonly title: string | null;
  readonly description: string | null;
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
 * @param state how it stands; what the form says of that where absent
 * @returns what it was found to be
 */
export function shownItem(
  itemId: number,
  item: JsonRecord,
  context: StepContext,
  state: ItemState = stateOf(item) ?? 'live',
): ShownItem {
  const title = textOf(item['title']) ?? null;
  const description = textOf(item['description']) ?? null;
  const price = priceOf(item['price']);
  const wanted = wantedOrRefused(context);
  const priceDiffers = !('kind' in wanted) && price !== null && price !== wanted.item.price.toFixed(2);
  const asWanted =
    !('kind' in wanted) &&
    !priceDiffers &&
    title !== null &&
    sameTitle(title, wanted.item.title) &&
    carriesMark(description ?? '', wanted.item.description.replace(/\s+/g, ' ').trim());
  return {
    item_id: itemId,
    status: state,
    title,
    description,
    price,
    as_wanted: asWanted,
    price_differs: priceDiffers,
  };
}

/**
 * Chooses, of an item that was read, what a later look is compared with. Vinted knows no quantity.
 * @param shown what a step has left of it
 * @returns the fields it shows
 */
export function shownFields(shown: Readonly<Record<string, unknown>>): ShownFields {
  const names = ['title', 'description', 'price'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = textOf(shown[name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

/**
 * Reads a price. Vinted writes prices as a number, as text, or with their currency.
 * @param price as Vinted writes it
 * @returns a decimal with two places; null where it is none
 */
export function priceOf(price: unknown): string | null {
  const amount = typeof price === 'object' && price !== null ? (price as JsonRecord)['amount'] : price;
  const number = Number(textOf(amount) ?? Number.NaN);
  return Number.isFinite(number) ? number.toFixed(2) : null;
}
