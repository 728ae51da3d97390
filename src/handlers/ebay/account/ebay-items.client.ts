import { Injectable } from '@nestjs/common';
import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { EbayApi, malformedAnswer } from '../ebay-api.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayCaller } from '../ebay-tokens.ts';
import { EbayEnvironment } from '../ebay.environment.ts';
import { ebayItemOf } from './ebay-item.ts';
import type { EbayItem } from './ebay-item.ts';
import { nextOffset } from './next-offset.ts';

/** One page of an account's inventory items. */
export interface ItemPage {
  readonly items: readonly EbayItem[];
  /** Items of the account, on all pages. */
  readonly total: number;
  /** What to ask for as `offset` to have the next page; null where this was the last. */
  readonly next: number | null;
}

const CALL = { effect: 'none', limit: 'application' } as const;

/** The calls of eBay's Inventory API that read items, whoever made them (Inventory API 1.18.5). */
@Injectable()
export class EbayItemsClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * getInventoryItems. The contract counts `offset` in pages, its examples in items: only what eBay names as the next
   * page is believed.
   * @param caller for whom
   * @param offset as the page before named it; 0 for the first page
   * @param limit items of a page, at most 200
   * @returns the page
   * @throws {CallFailedError} when it is no success, or an entry is no item
   */
  async page(caller: EbayCaller, offset: number, limit: number): Promise<ItemPage> {
    const body = await this.get(caller, `inventory_item?limit=${limit}&offset=${offset}`);
    const total = integerOf(body['total']);
    if (total === undefined) throw malformedAnswer(CALL, 'the number of items');
    const list: unknown = body['inventoryItems'] ?? (total === 0 ? [] : undefined);
    if (!Array.isArray(list)) throw malformedAnswer(CALL, 'the items');
    const items = (list as readonly unknown[]).map((entry) => {
      const item = ebayItemOf(recordOf(entry));
      if (item === undefined) throw malformedAnswer(CALL, 'the SKU of an item');
      return item;
    });
    const link = body['next'] ?? null;
    if (link === null) return { items, total, next: null };
    const next = nextOffset(textOf(link), offset);
    if (next === undefined) throw malformedAnswer(CALL, 'a usable link to the next page');
    return { items, total, next };
  }

  /**
   * getInventoryItem.
   * @param caller for whom
   * @param sku eBay's SKU
   * @returns the item; undefined where eBay does not know it
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async item(caller: EbayCaller, sku: string): Promise<EbayItem | undefined> {
    try {
      const item = ebayItemOf(await this.get(caller, `inventory_item/${encodeURIComponent(sku)}`));
      if (item === undefined) throw malformedAnswer(CALL, 'an item');
      return item;
    } catch (error) {
      if (error instanceof EbayCallError && NOT_THERE.some((id) => error.error(id) !== undefined))
        return undefined;
      throw error;
    }
  }

  private async get(caller: EbayCaller, path: string): Promise<JsonRecord> {
    const url = `${this.environment.EBAY_API_URL}/sell/inventory/v1/${path}`;
    return (await this.api.call(caller, { method: 'GET', url, ...CALL })).body;
  }
}

/** eBay's numbers for a SKU that it does not have. */
const NOT_THERE = [25702, 25710];
