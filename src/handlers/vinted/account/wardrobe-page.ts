import { refused, retry } from '../../../domain/outcome.ts';
import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { SESSION_READ } from '../commands/session-read.ts';
import { WARDROBE_LIST } from '../commands/wardrobe-list.ts';
import type { WardrobeItem, WardrobeList } from '../commands/wardrobe-list.ts';
import type { WardrobeSize } from './wardrobe-place.ts';

/** A page of the wardrobe, as its owner sees it. */
export interface OwnPage {
  readonly items: readonly WardrobeItem[];
  readonly size: WardrobeSize;
}

/**
 * Reads a page of an account's wardrobe as its owner sees it, drafts and hidden items included: others see less.
 * @param questions the way to the browser
 * @param asker whose wardrobe
 * @param wanted which page
 * @returns the page
 * @throws {StepFailedError} where somebody else is logged in, or Vinted gives no such page
 */
export async function ownPage(
  questions: PluginQuestions,
  asker: Asker,
  wanted: Omit<WardrobeList, 'order'>,
): Promise<OwnPage> {
  await questions.ask(asker, SESSION_READ, {});
  const shown = await questions.ask(asker, WARDROBE_LIST, { ...wanted, order: 'newest_first' });
  if (shown === undefined) {
    throw new StepFailedError(
      refused({
        code: 'vinted.wardrobe_not_found',
        message: 'Vinted knows no member of this number. Look at the account in StoFlow.',
        actor: 'seller',
      }),
    );
  }
  const {
    current_page: page,
    total_pages: totalPages,
    total_entries: totalEntries = null,
  } = shown.pagination;
  const isPast = wanted.page > Math.max(1, totalPages);
  const isEmpty = shown.items.length === 0 && (totalEntries ?? totalPages - 1) > 0;
  if (!isPast && (page !== wanted.page || isEmpty)) throw incompletePage(wanted.page);
  return { items: shown.items, size: { perPage: wanted.per_page, totalPages, totalEntries } };
}

/**
 * @param page which page was asked for
 * @returns the failure of a page that is not what was asked for
 */
export function incompletePage(page: number): StepFailedError {
  return new StepFailedError(
    retry({
      code: 'vinted.page_incomplete',
      message: `Vinted did not show page ${page} as it should.`,
      actor: 'marketplace',
    }),
  );
}
