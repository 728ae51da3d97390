import type { FoundOrder, FoundOrderLine } from '../../../domain/found.ts';
import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { positive } from '../etsy-account-settings.ts';
import { priceOf } from '../etsy-listing.ts';
import { productSkuOf } from '../etsy-sku.ts';
import { plainTextOf } from '../etsy-texts.ts';

/** A receipt in these states is a sale no more; `partially refunded` still is one. */
const CANCELLED: readonly string[] = ['canceled', 'cancelled', 'fully refunded'];
const PAID: readonly string[] = ['paid', 'completed', 'partially refunded'];

/**
 * Reads a receipt. Nothing about the buyer is taken from it.
 * @param row one of the `results` of getShopReceipts
 * @returns the order with one line a transaction; undefined where the row lacks what an order must have
 */
export function foundOrderOf(row: JsonRecord): FoundOrder | undefined {
  const receiptId = positive(row['receipt_id']);
  const createdAt = positive(row['created_timestamp']) ?? positive(row['create_timestamp']);
  const state = stateOf(row);
  const { transactions } = row;
  if (receiptId === undefined || createdAt === undefined || state === undefined) return undefined;
  if (!Array.isArray(transactions)) return undefined;
  const lines = (transactions as readonly unknown[]).map((transaction) => lineOf(recordOf(transaction)));
  if (lines.includes(undefined)) return undefined;
  return {
    externalId: String(receiptId),
    state,
    soldAt: new Date(createdAt * 1000).toISOString(),
    // Nothing was sold by a transaction without pieces.
    lines: lines.flatMap((line) => (line === undefined || line.quantity === 0 ? [] : [line])),
  };
}

function stateOf(row: JsonRecord): FoundOrder['state'] | undefined {
  const status = textOf(row['status'])?.toLowerCase();
  const isPaid = row['is_paid'];
  if (status !== undefined && CANCELLED.includes(status)) return 'cancelled';
  if (typeof isPaid === 'boolean') return isPaid ? 'paid' : 'open';
  if (status === undefined) return undefined;
  return PAID.includes(status) ? 'paid' : 'open';
}

function lineOf(transaction: JsonRecord): FoundOrderLine | undefined {
  const transactionId = positive(transaction['transaction_id']);
  const quantity = integerOf(transaction['quantity']);
  if (transactionId === undefined || quantity === undefined || quantity < 0) return undefined;
  // Null for a listing that was made for one buyer in a conversation, and 0 has been documented.
  const listingId = positive(transaction['listing_id']);
  const sku = productSkuOf(textOf(transaction['sku']) ?? '');
  const title = plainTextOf(textOf(transaction['title']) ?? '');
  const money = recordOf(transaction['price']);
  const price = priceOf(money);
  const currency = textOf(money['currency_code']);
  return {
    externalId: String(transactionId),
    listingIds: listingId === undefined ? {} : { listing_id: String(listingId) },
    ...(sku === undefined ? {} : { sku }),
    ...(title === '' ? {} : { title }),
    quantity,
    ...(price === undefined ? {} : { price }),
    ...(currency === undefined ? {} : { currency }),
  };
}
