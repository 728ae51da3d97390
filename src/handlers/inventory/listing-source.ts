import type { FoundListing } from '../../domain/found.ts';
import type { StepContext } from '../contract/contexts.ts';

/** One page of an account's listings. */
export interface ListingPage {
  readonly listings: readonly FoundListing[];
  /** Where the next page begins, in the marketplace's own words; null where this was the last. */
  readonly next: string | null;
}

/** Reads all listings of an account, page by page. One per marketplace. */
export interface ListingSource {
  /** Name of the external id that tells the account's listings apart (`listing_id`); every listing found has it. */
  readonly idName: string;
  /**
   * Reads one page. A listing may come twice, since marketplaces move listings between pages while they are read; none
   * that stood there all the time may be left out.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns the page
   * @throws {CallFailedError} or `StepFailedError`, where the page could not be read
   */
  page(context: StepContext, cursor: string | null): Promise<ListingPage>;
  /**
   * Looks directly at listings that no page showed, where the marketplace's paging may skip one. Where it is absent,
   * what no page showed is not there.
   * @param context for whom
   * @param listings external ids of the listings, as stored
   * @returns those that are there after all, in whatever state
   * @throws {CallFailedError} or `StepFailedError`, where one of them could not be looked at
   */
  confirm?(
    context: StepContext,
    listings: readonly Readonly<Record<string, string>>[],
  ): Promise<readonly FoundListing[]>;
}
