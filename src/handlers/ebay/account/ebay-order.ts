import type { FoundOrder, FoundOrderLine } from '../../../domain/found.ts';
import { integerOf, recordOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { productSkuOf } from '../ebay-sku.ts';
import { perPiece } from './two-decimals.ts';

/** An order as read, or the part of eBay's answer that is missing or not known. */
export type OrderReading =
  { readonly ok: true; readonly order: FoundOrder } | { readonly ok: false; readonly missing: string };

/** Payment states (Fulfillment API, OrderPaymentStatusEnum) of orders that were paid once: a refund is no other sale. */
const PAID = new Set(['PAID', 'PARTIALLY_REFUNDED', 'FULLY_REFUNDED']);
/** States of a payment on its way, or of one that failed; both also occur for refunds. */
const UNDER_WAY = new Set(['PENDING', 'FAILED']);

/**
 * Reads an order. What it says of the buyer is left where it is.
 * @param body JSON of an entry of `GET order`
 * @returns the order with every line, or what it lacks: an order is never read in part
 */
export function ebayOrderOf(body: JsonRecord): OrderReading {
  const externalId = textOf(body['orderId']);
  if (externalId === undefined) return lacks('the number of an order');
  const soldAt = timeOf(body['creationDate']);
  if (soldAt === undefined) return lacks(`the date of order ${externalId}`);
  const state = stateOf(body);
  if (state === undefined) return lacks(`the state of order ${externalId}`);
  const list: unknown = body['lineItems'];
  if (!Array.isArray(list) || list.length === 0) return lacks(`the lines of order ${externalId}`);
  const lines: FoundOrderLine[] = [];
  for (const entry of list as readonly unknown[]) {
    const line = lineOf(recordOf(entry));
    if (line === undefined) return lacks(`a line of order ${externalId}`);
    lines.push(line);
  }
  return { ok: true, order: { externalId, state, soldAt, lines } };
}

/** A request to call an order off is none yet: only eBay's word that it was called off counts. */
function stateOf(body: JsonRecord): FoundOrder['state'] | undefined {
  const cancelled = textOf(recordOf(body['cancelStatus'])['cancelState']);
  if (cancelled === 'CANCELED') return 'cancelled';
  const payment = textOf(body['orderPaymentStatus']) ?? '';
  if (PAID.has(payment)) return 'paid';
  if (!UNDER_WAY.has(payment)) return undefined;
  // Money can only go back after it has come.
  return recordsOf(recordOf(body['paymentSummary'])['refunds']).length > 0 ? 'paid' : 'open';
}

function lineOf(line: JsonRecord): FoundOrderLine | undefined {
  const externalId = textOf(line['lineItemId']);
  const listingId = textOf(line['legacyItemId']);
  const quantity = integerOf(line['quantity']);
  if (externalId === undefined || listingId === undefined || quantity === undefined || quantity < 1) {
    return undefined;
  }
  const sku = textOf(line['sku']);
  const title = textOf(line['title']);
  const cost = recordOf(line['lineItemCost']);
  const price = perPiece(textOf(cost['value']) ?? '', quantity);
  const currency = textOf(cost['currency']);
  return {
    externalId,
    // Alone: whatever else were named here would have to be known of the listing as well.
    listingIds: { listing_id: listingId },
    quantity,
    ...(sku !== undefined && { sku: productSkuOf(sku) ?? sku }),
    ...(title !== undefined && { title }),
    ...(price !== undefined && { price }),
    ...(currency !== undefined && { currency }),
  };
}

function timeOf(value: unknown): string | undefined {
  const time = Date.parse(typeof value === 'string' ? value : '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function lacks(missing: string): OrderReading {
  return { ok: false, missing };
}
