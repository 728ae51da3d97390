import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { WARDROBE_LIST, WARDROBE_PAGE } from '../commands/wardrobe-list.ts';
import type { WardrobeItem } from '../commands/wardrobe-list.ts';

/** Most pages of one look; what lies behind them was not looked at. */
const PAGES_MAX = 10;

/** What a walk through a wardrobe showed. */
export interface Walk {
  readonly items: readonly WardrobeItem[];
  /** False where there may be more than was looked at. */
  readonly complete: boolean;
}

/**
 * Walks through an account's wardrobe, newest items first.
 * @param questions the way to the browser
 * @param asker whose wardrobe
 * @param isEnough tells, of one page, whether what follows does not matter
 * @returns the items that were shown, drafts left out
 * @throws {StepFailedError} where Vinted cannot be asked now
 */
export async function walkWardrobe(
  questions: PluginQuestions,
  asker: Asker,
  isEnough: (items: readonly WardrobeItem[]) => boolean = () => false,
): Promise<Walk> {
  const items: WardrobeItem[] = [];
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const payload = { page, per_page: WARDROBE_PAGE, order: 'newest_first' } as const;
    const shown = await questions.ask(asker, WARDROBE_LIST, payload);
    if (shown === undefined) break;
    items.push(...shown.items.filter(({ is_draft }) => is_draft !== true));
    if (page >= shown.pagination.total_pages || isEnough(shown.items)) return { items, complete: true };
  }
  return { items, complete: false };
}
