import { Injectable } from '@nestjs/common';
import { integerOf, recordOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { EtsyApi, malformedAnswer } from '../etsy-api.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import { PAGE_SIZE } from '../etsy-listings.client.ts';
import type { EtsyCaller } from '../etsy-tokens.ts';
import type { SweptState } from './list-cursor.ts';

/** One page of one of a shop's lists, as Etsy sent it. */
export interface RowPage {
  readonly rows: readonly JsonRecord[];
  /** Rows of the whole list. */
  readonly count: number;
}

/** Etsy's contract takes no time before 2000. */
const FIRST_SECOND = 946_684_800;

/** The calls that read everything a shop has: its listings by state, and its receipts (Open API 3.0.0). */
@Injectable()
export class EtsyListsClient {
  constructor(private readonly api: EtsyApi) {}

  /**
   * getListingsByShop, with inventories and pictures, the newest first. That is Etsy's own order too: its contract says
   * that sorting may not apply to this list.
   * @param caller for whom
   * @param shopId the shop
   * @param state which of its lists
   * @param offset rows to leave out
   * @returns one page
   * @throws {CallFailedError} when it is no success, or no whole page
   */
  listings(caller: EtsyCaller, shopId: number, state: SweptState, offset: number): Promise<RowPage> {
    const query = `state=${state}&sort_on=created&sort_order=desc&limit=${PAGE_SIZE}&offset=${offset}&includes=Inventory,Images`;
    return this.page(caller, `shops/${shopId}/listings?${query}`);
  }

  /**
   * getListingsByListingIds, with pictures; this call has no SKUs.
   * @param caller for whom
   * @param listingIds at most 100
   * @returns those that Etsy shows, whoever's they are; that one is not among them proves nothing
   * @throws {CallFailedError} when it is no success
   */
  async batch(caller: EtsyCaller, listingIds: readonly number[]): Promise<readonly JsonRecord[]> {
    try {
      const { rows } = await this.page(
        caller,
        `listings/batch?listing_ids=${listingIds.join(',')}&includes=Images`,
      );
      return rows;
    } catch (error) {
      // A 404 without Etsy's words comes from an edge or a wrong address, and proves nothing.
      if (error instanceof EtsyCallError && error.status === 404 && error.problems.length > 0) return [];
      throw error;
    }
  }

  /**
   * getShopReceipts, whatever became of them, the oldest first.
   * @param caller for whom
   * @param shopId the shop
   * @param changedSince they were changed at this moment or later
   * @param offset rows to leave out
   * @returns one page
   * @throws {CallFailedError} when it is no success, or no whole page
   */
  receipts(caller: EtsyCaller, shopId: number, changedSince: Date, offset: number): Promise<RowPage> {
    const second = Math.max(FIRST_SECOND, Math.floor(changedSince.getTime() / 1000));
    const query = `min_last_modified=${second}&sort_on=created&sort_order=asc&limit=${PAGE_SIZE}&offset=${offset}`;
    return this.page(caller, `shops/${shopId}/receipts?${query}`);
  }

  private async page(caller: EtsyCaller, path: string): Promise<RowPage> {
    const body = await this.api.call(caller, { method: 'GET', path, effect: 'none' });
    // Half an answer is none: what it leaves out would look as if it were gone.
    if (!Array.isArray(body['results'])) throw malformedAnswer('none', 'results');
    const count = integerOf(body['count']);
    if (count === undefined || count < 0) throw malformedAnswer('none', 'the number of rows');
    return { rows: (body['results'] as readonly unknown[]).map(recordOf), count };
  }
}
