import { Injectable } from '@nestjs/common';
import { integerOf, recordsOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { EbayApi, malformedAnswer } from './ebay-api.ts';
import type { EbayCall } from './ebay-api.ts';
import { EbayCallError, ebayErrorsOf } from './ebay-errors.ts';
import type { EbayError } from './ebay-errors.ts';
import type { EbayCaller } from './ebay-tokens.ts';
import { EbayEnvironment } from './ebay.environment.ts';

/** A new price, a new quantity, or both, of one offer. What is absent stays as it is. */
export interface PriceQuantity {
  readonly sku: string;
  readonly offerId: string;
  readonly price?: { readonly value: string; readonly currency: string };
  readonly quantity?: number;
}

/** eBay's numbers for an item or an offer that it does not have. */
const NOT_THERE = [25702, 25710, 25713];

/** The calls of eBay's Inventory API that change what is listed: complete reads, and the one partial write (1.18.5). */
@Injectable()
export class EbayRevisionsClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * getInventoryItem, complete: whatever a replacement leaves out is wiped.
   * @param caller for whom
   * @param sku eBay's SKU
   * @returns the item's JSON; undefined where eBay does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  item(caller: EbayCaller, sku: string): Promise<JsonRecord | undefined> {
    return this.read(caller, `inventory_item/${encodeURIComponent(sku)}`, 'product');
  }

  /**
   * getOffer, complete: whatever a replacement leaves out is wiped.
   * @param caller for whom
   * @param offerId the offer
   * @returns the offer's JSON; undefined where eBay does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  offer(caller: EbayCaller, offerId: string): Promise<JsonRecord | undefined> {
    return this.read(caller, `offer/${encodeURIComponent(offerId)}`, 'offerId');
  }

  /**
   * bulkUpdatePriceQuantity, for one offer. Absolute values, so that a repeat changes nothing.
   * @param caller for whom
   * @param change the new values
   * @returns eBay's warnings
   * @throws {EbayCallError} also where the answer is a success and one of its rows is not
   * @throws {CallFailedError} when it is no success, or tells nothing of this offer
   */
  async changePriceQuantity(caller: EbayCaller, change: PriceQuantity): Promise<readonly EbayError[]> {
    const { sku, offerId, price, quantity } = change;
    const call: EbayCall = {
      method: 'POST',
      url: this.url('bulk_update_price_quantity'),
      effect: 'repeatable',
      limit: 'application',
      json: {
        requests: [
          {
            sku,
            ...(quantity === undefined ? {} : { shipToLocationAvailability: { quantity } }),
            offers: [
              {
                offerId,
                ...(quantity === undefined ? {} : { availableQuantity: quantity }),
                ...(price === undefined ? {} : { price }),
              },
            ],
          },
        ],
      },
    };
    const { body } = await this.api.call(caller, call);
    const rows = recordsOf(body['responses']);
    for (const row of rows) {
      const status = integerOf(row['statusCode']) ?? 0;
      if (status < 200 || status > 299) throw this.api.failedPart(status, row, call);
    }
    if (!rows.some((row) => row['offerId'] === offerId)) throw malformedAnswer(call, 'the offer');
    return rows.flatMap((row) => ebayErrorsOf(row['warnings']));
  }

  private async read(caller: EbayCaller, path: string, field: string): Promise<JsonRecord | undefined> {
    const call: EbayCall = { method: 'GET', url: this.url(path), effect: 'none', limit: 'application' };
    try {
      const { body } = await this.api.call(caller, call);
      // Merging into an answer that lacks its content would wipe the content on eBay.
      if (body[field] === undefined) throw malformedAnswer(call, field);
      return body;
    } catch (error) {
      if (error instanceof EbayCallError && NOT_THERE.some((id) => error.error(id) !== undefined)) {
        return undefined;
      }
      throw error;
    }
  }

  private url(path: string): string {
    return `${this.environment.EBAY_API_URL}/sell/inventory/v1/${path}`;
  }
}
