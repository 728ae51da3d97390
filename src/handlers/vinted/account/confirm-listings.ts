import type { FoundListing } from '../../../domain/found.ts';
import { retry } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { integerOf } from '../../http/json-shape.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import { SESSION_READ } from '../commands/session-read.ts';
import { WARDROBE_PAGE } from '../commands/wardrobe-list.ts';
import { foundListing, listingOfForm } from './found-listing.ts';
import { ownPage } from './wardrobe-page.ts';

/** Most forms that are opened in one look: a person would not open more in a row either. */
const FORMS_MAX = 20;
/** Most pages of a second look; the largest wardrobes that are known have some 10,000 items. */
const PAGES_MAX = 120;

/**
 * Looks directly at items that no page of a wardrobe showed. Few are looked up one by one, in their forms. Many are
 * looked for in the wardrobe once more, and some of those that stay missing in their forms: where one of these is
 * there, the wardrobe does not show everything and nothing is concluded from it.
 * @param questions the way to the browser
 * @param context whose items
 * @param listings external ids, as stored; those without an `item_id` are left out
 * @returns the items that are there
 * @throws {StepFailedError} where Vinted cannot be asked now, or its wardrobe cannot be believed
 */
export async function confirmListings(
  questions: PluginQuestions,
  context: StepContext,
  listings: readonly Readonly<Record<string, string>>[],
): Promise<readonly FoundListing[]> {
  const ids = listings.map(({ item_id: id }) => integerOf(id)).filter((id) => id !== undefined);
  if (ids.length <= FORMS_MAX) return inForms(questions, context, ids);
  const again = await inWardrobe(questions, context, new Set(ids));
  const shown = new Set(again.map(({ externalIds }) => externalIds['item_id']));
  const missing = ids.filter((id) => !shown.has(String(id)));
  if (missing.length <= FORMS_MAX) return [...again, ...(await inForms(questions, context, missing))];
  const hidden = await inForms(questions, context, sampleOf(missing));
  if (hidden.length > 0) throw unbelievable(missing.length);
  return again;
}

async function inForms(
  questions: PluginQuestions,
  context: StepContext,
  ids: readonly number[],
): Promise<readonly FoundListing[]> {
  const found: FoundListing[] = [];
  for (const id of ids) {
    const read = await questions.ask(context, ITEM_READ, { item_id: id });
    if (read !== undefined) found.push(listingOfForm(context.account, id, read.item));
  }
  // Nobody but its owner can open a form: whoever was logged in meanwhile must still be there.
  if (found.length < ids.length) await questions.ask(context, SESSION_READ, {});
  return found;
}

async function inWardrobe(
  questions: PluginQuestions,
  context: StepContext,
  wanted: ReadonlySet<number>,
): Promise<readonly FoundListing[]> {
  const found = new Map<number, FoundListing>();
  for (let page = 1, last = 1; page <= last; page += 1) {
    const { items, size } = await ownPage(questions, context, { page, per_page: WARDROBE_PAGE });
    for (const item of items) {
      if (wanted.has(item.id)) found.set(item.id, foundListing(context.account, item));
    }
    last = Math.min(PAGES_MAX, size.totalPages);
  }
  return [...found.values()];
}

/** Some of the oldest, some of the newest and some between: whatever is cut off, one of them shows it. */
function sampleOf(ids: readonly number[]): readonly number[] {
  const step = (ids.length - 1) / (FORMS_MAX - 1);
  return Array.from({ length: FORMS_MAX }, (_unused, place) => ids[Math.round(place * step)]).filter(
    (id) => id !== undefined,
  );
}

function unbelievable(missing: number): StepFailedError {
  return new StepFailedError(
    retry({
      code: 'vinted.wardrobe_incomplete',
      message: `The wardrobe does not show ${missing} items, and some of them are there.`,
      actor: 'marketplace',
    }),
  );
}
