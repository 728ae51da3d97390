import type { Answer } from '../http/exchange.ts';
import { describeReceipt } from './describe-receipt.ts';
import { idParam, ownShop, type EtsyCall } from './etsy-call.ts';
import { EtsyRefusal } from './etsy-error.ts';
import type { StoredReceipt } from './etsy-records.ts';
import { ascendingIn, flagIn, integerIn, pageIn, pageOf, wordIn } from './query-values.ts';

/** The contract takes no time before 2000. */
const FIRST_SECOND = 946_684_800;

/**
 * `GET shops/{shop_id}/receipts`: the sales, filtered by time, payment and cancellation.
 *
 * @param call the call
 * @returns how many there are, and one page of them
 * @throws EtsyRefusal with 400 or 403
 */
export function listReceipts(call: EtsyCall): Answer {
  const shop = ownShop(call);
  const { query } = call.exchange;
  const isWanted = filterOf(query);
  const sortOn = wordIn(query, 'sort_on', ['created', 'updated', 'receipt_id'] as const, 'created');
  const keyOf = (receipt: StoredReceipt): number => {
    if (sortOn === 'receipt_id') return receipt.receiptId;
    return sortOn === 'updated' ? receipt.updatedAt : receipt.createdAt;
  };
  const direction = ascendingIn(query) ? 1 : -1;
  const found = [...shop.receipts.values()]
    .filter(isWanted)
    .sort((a, b) => direction * (keyOf(a) - keyOf(b) || a.receiptId - b.receiptId));
  const page = pageOf(found, pageIn(query), call.world.options.repeatedRows);
  return {
    status: 200,
    json: { count: found.length, results: page.map((receipt) => describeReceipt(shop, receipt)) },
  };
}

function filterOf(query: URLSearchParams): (receipt: StoredReceipt) => boolean {
  const time = (name: string, fallback: number): number =>
    integerIn(query, name, { least: FIRST_SECOND, most: Number.MAX_SAFE_INTEGER, fallback });
  const created = [time('min_created', 0), time('max_created', Infinity)] as const;
  const modified = [time('min_last_modified', 0), time('max_last_modified', Infinity)] as const;
  const within = (at: number, [from, to]: readonly [number, number]): boolean => at >= from && at <= to;
  const wasPaid = flagIn(query, 'was_paid');
  const wasCanceled = flagIn(query, 'was_canceled');
  // Nothing is ever sent here.
  const isOpen = ['was_shipped', 'was_delivered'].every((name) => flagIn(query, name) !== true);
  return ({ createdAt, updatedAt, isPaid, end }) => {
    const isCanceled = end === 'canceled';
    return (
      isOpen &&
      within(createdAt, created) &&
      within(updatedAt, modified) &&
      (wasPaid ?? isPaid) === isPaid &&
      (wasCanceled ?? isCanceled) === isCanceled
    );
  };
}

/**
 * `GET shops/{shop_id}/receipts/{receipt_id}`.
 *
 * @param call the call
 * @returns the sale
 * @throws EtsyRefusal with 403 or 404
 */
export function getReceipt(call: EtsyCall): Answer {
  const shop = ownShop(call);
  const receiptId = idParam(call, 'receipt_id');
  const receipt = shop.receipts.get(receiptId);
  if (receipt === undefined) throw new EtsyRefusal(404, `There is no receipt ${receiptId}`);
  return { status: 200, json: describeReceipt(shop, receipt) };
}
