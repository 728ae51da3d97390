import { Injectable } from '@nestjs/common';
import type { StepContext } from '../../contract/contexts.ts';
import type { OrderPage, OrderSource } from '../../inventory/order-source.ts';
import { malformedAnswer } from '../etsy-api.ts';
import { PAGE_SIZE } from '../etsy-listings.client.ts';
import { EtsyListsClient } from './etsy-lists.client.ts';
import { foundOrderOf } from './found-order.ts';
import { shopOfAccount } from './shop-of-account.ts';

/**
 * Reads the orders of an Etsy shop: its receipts, paid or not, cancelled or not.
 *
 * They are chosen by the time of their last change and read in the order of their creation. A receipt that changes
 * while pages are read then keeps its place; in the order of changes it would leave it, and the row behind it would slip
 * over the edge of a page. What joins the list meanwhile moves rows back, so that they come twice, or stands on a page
 * that was read already: it was changed after the sweep began, and the next one begins there.
 */
@Injectable()
export class EtsyOrderSource implements OrderSource {
  constructor(private readonly lists: EtsyListsClient) {}

  /**
   * Reads one page, which is one call.
   * @param context for whom
   * @param since they were changed at this moment or later
   * @param cursor what the page before gave as `next`, a number of rows; null for the first page
   * @returns up to 100 orders
   * @throws {CallFailedError} where the page could not be read as a whole
   */
  async page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage> {
    const offset = offsetOf(cursor);
    const { rows, count } = await this.lists.receipts(context, shopOfAccount(context), since, offset);
    const orders = rows.map((row) => {
      const order = foundOrderOf(row);
      if (order === undefined) throw malformedAnswer('none', 'an order in every row');
      return order;
    });
    const end = offset + rows.length;
    if (rows.length === 0 && end < count) throw malformedAnswer('none', 'the rows that it counts');
    // A full page is never the last: pages that repeat rows leave out as many at the end.
    const isLast = rows.length < PAGE_SIZE && end >= count;
    return { orders, next: isLast ? null : String(end) };
  }
}

function offsetOf(cursor: string | null): number {
  if (cursor === null) return 0;
  if (!/^\d{1,8}$/.test(cursor)) throw new Error(`no place in a list of orders: ${cursor}`);
  return Number(cursor);
}
