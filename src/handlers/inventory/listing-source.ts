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
  /**
   * Reads one page. A listing may come twice, since marketplaces move listings between pages while they are read; none
   * that stood there all the time may be left out.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns the page
   * @throws {CallFailedError} or {@link StepFailedError}, where the page could not be read
   */
  page(context: StepContext, cursor: string | null): Promise<ListingPage>;
}
