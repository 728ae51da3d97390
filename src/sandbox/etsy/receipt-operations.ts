import type { Answer } from '../http/exchange.ts';
import { describeReceipt } from './describe-receipt.ts';
import { idParam, ownShop, type EtsyCall } from './etsy-call.ts';
import { EtsyRefusal } from './etsy-error.ts';
import { ascendingIn, flagIn, integerIn, pageIn, wordIn } from './query-values.ts';

/** The contract takes no time before 2000. */
const FIRST_SECOND = 946_684_800;

/**
 * `GET shops/{shop_id}/receipts`: the sales, filtered by time and payment.
 *
 * @param call the call
 * @returns how many there are, and one page of them
 * @throws EtsyRefusal with 400 or 403
 */
export function listReceipts(call: EtsyCall): Answer {
  const shop = ownShop(call);
  const { query } = call.exchange;
  const time = (name: string, fallback: number): number =>
    integerIn(query, name, { least: FIRST_SECOND, most: Number.MAX_SAFE_INTEGER, fallback });
  // A sale of the stand-in is never changed, so that both times are one.
  const from = Math.max(time('min_created', 0), time('min_last_modified', 0));
  const to = Math.min(time('max_created', Infinity), time('max_last_modified', Infinity));
  const wasPaid = flagIn(query, 'was_paid');
  const isOpen = ['was_shipped', 'was_delivered', 'was_canceled'].every(
    (name) => flagIn(query, name) !== true,
  );
  wordIn(query, 'sort_on', ['created', 'updated', 'receipt_id'] as const, 'created');
  const direction = ascendingIn(query) ? 1 : -1;
  const { limit, offset } = pageIn(query);
  const found = [...shop.receipts.values()]
    .filter(
      ({ createdAt, isPaid }) =>
        isOpen && createdAt >= from && createdAt <= to && (wasPaid ?? isPaid) === isPaid,
    )
    .sort((a, b) => direction * (a.receiptId - b.receiptId));
  const page = found.slice(offset, offset + limit);
  return {
    status: 200,
    json: { count: found.length, results: page.map((receipt) => describeReceipt(shop, receipt)) },
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
