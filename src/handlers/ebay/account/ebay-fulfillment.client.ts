import { Injectable } from '@nestjs/common';
import type { FoundOrder } from '../../../domain/found.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { integerOf, recordOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { EbayApi, malformedAnswer } from '../ebay-api.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayCaller } from '../ebay-tokens.ts';
import { EbayEnvironment } from '../ebay.environment.ts';
import { ebayOrderOf } from './ebay-order.ts';

/** Some of an account's orders. */
export interface OrdersRead {
  readonly orders: readonly FoundOrder[];
  /** Orders that fit the question, on all pages. */
  readonly total: number;
}

const CALL = { effect: 'none', limit: 'application' } as const;

/** eBay's number for a token that was never allowed to do this. */
const SCOPE_MISSING = 1100;

/** The call of eBay's Fulfillment API that reads sales. It needs the scope `sell.fulfillment` or its read-only kind. */
@Injectable()
export class EbayFulfillmentClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * getOrders, of those that changed since a moment. The end is left open: an order that changes while pages are read
   * would otherwise leave the set and move those behind it.
   * @param caller for whom
   * @param since the moment, at most two years ago
   * @param offset orders to pass over
   * @param limit orders of a page, at most 200
   * @returns the page
   * @throws {CallFailedError} when it is no success, or an order cannot be read
   */
  async changedOrders(caller: EbayCaller, since: Date, offset: number, limit: number): Promise<OrdersRead> {
    const filter = encodeURIComponent(`lastmodifieddate:[${since.toISOString()}..]`);
    const body = await this.get(caller, `order?filter=${filter}&limit=${limit}&offset=${offset}`);
    const total = integerOf(body['total']);
    if (total === undefined) throw malformedAnswer(CALL, 'the number of orders');
    const list: unknown = body['orders'] ?? (total === 0 ? [] : undefined);
    if (!Array.isArray(list)) throw malformedAnswer(CALL, 'the orders');
    const orders = (list as readonly unknown[]).map((entry) => {
      const reading = ebayOrderOf(recordOf(entry));
      if (!reading.ok) throw malformedAnswer(CALL, reading.missing);
      return reading.order;
    });
    return { orders, total };
  }

  private async get(caller: EbayCaller, path: string): Promise<JsonRecord> {
    const url = `${this.environment.EBAY_API_URL}/sell/fulfillment/v1/${path}`;
    try {
      return (await this.api.call(caller, { method: 'GET', url, ...CALL })).body;
    } catch (error) {
      if (error instanceof EbayCallError && error.error(SCOPE_MISSING) !== undefined) throw scopeMissing();
      throw error;
    }
  }
}

/** Everything else of the account goes on: holding it would stop publishing for want of a permission to read sales. */
function scopeMissing(): CallFailedError {
  return new CallFailedError(
    {
      code: 'ebay.orders_not_allowed',
      message: 'This account was connected without the permission to read its sales. Connect it again.',
      actor: 'seller',
    },
    { kind: 'refused' },
  );
}
