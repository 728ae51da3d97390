import type { FoundListing } from '../../domain/found.ts';
import type { StepContext } from '../contract/contexts.ts';

/** One page of an account's listings. */
export interface ListingPage {
  readonly listings: readonly FoundListing[];
  /** Where the next page begins, in the marketplace's own words; null where this was the last. */
  readonly next: string | null;
}

/** What a direct look at listings found that no page had shown. A listing in neither list was not decided. */
export interface Confirmation {
  /** Those that still stand there, as they stand. */
  readonly found: readonly FoundListing[];
  /** Those that the marketplace certainly does not know any more, as they were asked for. */
  readonly gone: readonly Readonly<Record<string, string>>[];
}

/** Most listings that one {@link ListingSource.confirm} is asked for. */
export const CONFIRM_MAX = 100;

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

  /**
   * Looks directly at listings that are known and that no page showed, before anybody believes that they are gone: a
   * listing that changes its state while pages are read may be on none of them. Absent where the pages of the
   * marketplace cannot leave one out.
   * @param context for whom
   * @param listings external ids as they are stored, at most {@link CONFIRM_MAX}
   * @returns what was found; nothing is concluded of a listing that is neither found nor gone
   * @throws {CallFailedError} or {@link StepFailedError}, where nothing could be found out
   */
  confirm?(
    context: StepContext,
    listings: readonly Readonly<Record<string, string>>[],
  ): Promise<Confirmation>;
}
