import type { FoundListing } from '../../../domain/found.ts';
import { retry } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { ListingPage, ListingSource } from '../../inventory/listing-source.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { WARDROBE_PAGE } from '../commands/wardrobe-list.ts';
import { foundListing } from './found-listing.ts';
import { confirmListings } from './confirm-listings.ts';
import { cursorOf, movedPlace, pageOf, placeAfter, placeOf } from './wardrobe-place.ts';
import { ownPage } from './wardrobe-page.ts';

/** Steps back of one look; a wardrobe from which more goes meanwhile is looked at later. */
const BACKS_MAX = 20;

/** Reads an account's wardrobe, newest items first. */
export class VintedListingSource implements ListingSource {
  readonly idName = 'item_id';

  /** @param questions the way to the browser */
  constructor(private readonly questions: PluginQuestions) {}

  /**
   * Reads one page. Where items have gone since the page before it goes back by as many, so that none is skipped.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns the page; empty where it was a step back
   * @throws {StepFailedError} where the page cannot be read now
   */
  async page(context: StepContext, cursor: string | null): Promise<ListingPage> {
    const place = placeOf(cursor);
    const page = pageOf(place.position, WARDROBE_PAGE);
    const { items, size } = await ownPage(this.questions, context, { page, per_page: WARDROBE_PAGE });
    const here = movedPlace(place, size);
    if (pageOf(here.position, WARDROBE_PAGE) < page) {
      if (here.backs > BACKS_MAX) throw restless();
      return { listings: [], next: cursorOf(here) };
    }
    const next = placeAfter(here, items.length, true, size);
    return {
      listings: items.map((item) => foundListing(context.account, item)),
      next: next === null ? null : cursorOf(next),
    };
  }

  /**
   * Looks directly at items that no page showed.
   * @param context for whom
   * @param listings external ids, as stored
   * @returns those that are there after all
   * @throws {StepFailedError} where Vinted cannot be asked now, or its wardrobe cannot be believed
   */
  confirm(
    context: StepContext,
    listings: readonly Readonly<Record<string, string>>[],
  ): Promise<readonly FoundListing[]> {
    return confirmListings(this.questions, context, listings);
  }
}

/** @returns the failure of a look during which items kept going */
export function restless(): StepFailedError {
  return new StepFailedError(
    retry({
      code: 'vinted.wardrobe_restless',
      message: 'Items kept going from the wardrobe while it was read.',
      actor: 'marketplace',
    }),
  );
}
