import type { FoundListing } from '../../../domain/found.ts';
import type { ListingRecords } from '../../../listings/known-listings.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { ListingPage, ListingSource } from '../../inventory/listing-source.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import type { WardrobeItem } from '../commands/wardrobe-list.ts';
import { stateOf } from '../delete/item-state.ts';
import { foundListing } from './found-listing.ts';
import { restless } from './vinted-listing-source.ts';
import { cursorOf, movedPlace, pageOf, placeAfter, placeOf } from './wardrobe-place.ts';
import { ownPage } from './wardrobe-page.ts';

/** Items of a page: with up to 20 addresses of photos each they stay well below the largest message. */
const PAGE = 24;
/** Forms that are opened for one page, so that one step asks no more than a person would in a row. */
const FORMS_MAX = 4;
/** Steps back of one look; a wardrobe from which more goes meanwhile is looked at later. */
const BACKS_MAX = 20;

/**
 * Reads an account's wardrobe with everything a product can be made of. The wardrobe shows neither descriptions nor
 * SKUs, so the form of every live item that StoFlow does not know is opened, a few a step.
 */
export class VintedImportSource implements ListingSource {
  readonly idName = 'item_id';

  /**
   * @param questions the way to the browser
   * @param known what StoFlow knows
   */
  constructor(
    private readonly questions: PluginQuestions,
    private readonly known: Pick<ListingRecords, 'all'>,
  ) {}

  /**
   * Reads as much of a page as a few forms allow.
   * @param context for whom
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns the items, in order; none where the look goes back since items have gone
   * @throws {StepFailedError} where something cannot be read now
   */
  async page(context: StepContext, cursor: string | null): Promise<ListingPage> {
    const place = placeOf(cursor);
    const page = pageOf(place.position, PAGE);
    const wanted = { page, per_page: PAGE, with_photos: true };
    const { items, size } = await ownPage(this.questions, context, wanted);
    const here = movedPlace(place, size);
    if (pageOf(here.position, PAGE) < page) {
      if (here.backs > BACKS_MAX) throw restless();
      return { listings: [], next: cursorOf(here) };
    }
    const rest = items.slice(here.position % PAGE);
    const listings = await this.described(context, rest);
    const next = placeAfter(here, listings.length, listings.length === rest.length, size);
    return { listings, next: next === null ? null : cursorOf(next) };
  }

  private async described(
    context: StepContext,
    items: readonly WardrobeItem[],
  ): Promise<readonly FoundListing[]> {
    const { tenant, account } = context;
    const known = new Set(
      (await this.known.all(tenant, account.id)).map((one) => one.externalIds['item_id']),
    );
    const listings: FoundListing[] = [];
    let forms = 0;
    for (const item of items) {
      const isLive = item.is_draft !== true && (stateOf(item) ?? 'live') === 'live';
      if (!isLive || known.has(String(item.id))) {
        listings.push(foundListing(account, item));
        continue;
      }
      if (forms === FORMS_MAX) break;
      forms += 1;
      const read = await this.questions.ask(context, ITEM_READ, { item_id: item.id });
      // It has gone since: there is nothing to import.
      if (read === undefined) listings.push({ ...foundListing(account, item), status: 'ended' });
      else listings.push(foundListing(account, item, read.item));
    }
    return listings;
  }
}
