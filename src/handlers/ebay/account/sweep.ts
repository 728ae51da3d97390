import { createHash } from 'node:crypto';
import { integerOf, jsonOf, recordOf, textOf } from '../../http/json-shape.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { EbayItem } from './ebay-item.ts';

/** Where a look at all items stands. */
export interface Sweep {
  /** What to ask eBay for next. */
  readonly offset: number;
  /** Items on the pages before. */
  readonly seen: number;
  /** The page before, as it was read; absent at the first page. */
  readonly before?: { readonly offset: number; readonly digest: string };
  /** How often the look was begun, from 1. */
  readonly round: number;
}

/** A look that had to be begun so often is given up, until the account is quieter. */
const ROUNDS = 5;

/** A look's beginning. */
const FIRST_SWEEP: Sweep = { offset: 0, seen: 0, round: 1 };

/**
 * @param sweep where a look stands
 * @returns a cursor
 */
export function cursorOf({ offset, seen, before, round }: Sweep): string {
  return JSON.stringify({ offset, seen, round, ...(before && { before }) });
}

/**
 * @param cursor what {@link cursorOf} gave; null for the first page
 * @returns where the look stands
 * @throws {Error} for any other text
 */
export function sweepOf(cursor: string | null): Sweep {
  if (cursor === null) return FIRST_SWEEP;
  const stored = recordOf(jsonOf(cursor));
  const page = recordOf(stored['before']);
  const [offset, seen, round] = [stored['offset'], stored['seen'], stored['round']].map(integerOf);
  const [beforeOffset, digest] = [integerOf(page['offset']), textOf(page['digest'])];
  if (offset === undefined || seen === undefined || round === undefined) {
    throw new Error(`${cursor} is no cursor of a look at eBay's items`);
  }
  const before =
    beforeOffset === undefined || digest === undefined ? {} : { before: { offset: beforeOffset, digest } };
  return { offset, seen, round, ...before };
}

/**
 * @param sweep a look that cannot be trusted any more
 * @returns the cursor of a new one
 * @throws {CallFailedError} where it has been begun too often; the pages are asked for again later
 */
export function beginAgain({ round }: Sweep): string {
  if (round < ROUNDS) return cursorOf({ ...FIRST_SWEEP, round: round + 1 });
  throw new CallFailedError(
    {
      code: 'ebay.items_moving',
      message: 'Items were added or removed on eBay all the time while they were being read.',
      actor: 'marketplace',
    },
    { kind: 'repeat' },
  );
}

/**
 * @param items the items of a page
 * @returns a digest of which items stand there, and in which order
 */
export function digestOf(items: readonly EbayItem[]): string {
  const skus = JSON.stringify(items.map(({ sku }) => sku));
  return createHash('sha256').update(skus).digest('hex').slice(0, 24);
}
