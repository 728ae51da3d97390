import type { Clock } from '../../../common/clock.ts';
import type { Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import { WARDROBE_LIST, WARDROBE_PAGE } from '../commands/wardrobe-list.ts';
import type { WardrobeItem } from '../commands/wardrobe-list.ts';
import { sameTitle } from '../vinted-texts.ts';
import { created } from './created.ts';
import type { Creation } from './created.ts';
import { matchOf } from './item-match.ts';
import type { ItemMarks, Match } from './item-match.ts';
import { earlierText, uploadedPhotoIds } from './wanted.ts';

/** Quickest that an account is filled, by StoFlow and by hand together: an item in so many milliseconds. */
const ITEM_EVERY_MS = 15_000;
/** Items beyond those, since clocks differ and pages shift. */
const SPARE_ITEMS = 20;
/** Most pages of one look; a look that would need more decides nothing. */
const PAGES_MAX = 10;
/** Most items of the same title that are opened in one look. */
const READS_MAX = 10;

/** What the pages showed. */
interface Candidates {
  readonly items: readonly WardrobeItem[];
  /** False where there may be more than was looked at. */
  readonly complete: boolean;
}

/** How a look is narrowed, and what follows from an item that was found. */
export interface SearchOptions {
  /** Ends the creation. */
  readonly created: Creation;
  /** Tells of an item's id that it is no candidate, whatever the item looks like. */
  readonly isExcluded: (context: StepContext, itemId: number) => boolean;
}

/** Finds an item on Vinted whose creation nobody answered for: in the wardrobe by its title, then by what it holds. */
export class ItemSearch {
  /**
   * @param questions the way to the browser
   * @param clock tells how many items may have come since
   * @param options how a look is narrowed; an item that the listing stands for already is never a candidate
   */
  constructor(
    private readonly questions: PluginQuestions,
    private readonly clock: Clock,
    private readonly options: SearchOptions = { created, isExcluded: () => false },
  ) {}

  /**
   * Looks once.
   * @param task the step that may have made it
   * @param context the job, and the results of the steps before
   * @returns done with the oldest match and a question about any other; absent where there certainly is none now
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async find(task: TaskView, context: StepContext): Promise<Reconciliation> {
    const marks: ItemMarks = {
      title: earlierText(context, 'map', 'title'),
      mark: earlierText(context, 'map', 'mark'),
      tempUuid: earlierText(context, 'map', 'temp_uuid'),
      photoIds: uploadedPhotoIds(context),
    };
    const { items, complete } = await this.candidates(task, context, marks);
    const found: Record<Match, WardrobeItem[]> = { certain: [], likely: [], earlier: [], none: [] };
    for (const item of items.slice(0, READS_MAX)) {
      found[await this.match(item, context, marks)].push(item);
    }
    // An open item of the product counts whoever made it: a second one beside it would be a second listing.
    const open = [...found.likely, ...found.earlier].filter(({ is_closed }) => is_closed !== true);
    const [oldest, ...others] = (found.certain.length > 0 ? found.certain : open).sort(byAge);
    if (oldest !== undefined) return this.options.created(context, oldest, others);
    if (found.likely.length > 0) {
      return undecided('An item of this product is there and closed; it may be an earlier one.');
    }
    if (!complete || items.length > READS_MAX) {
      return undecided('There are more items of this title, or newer ones, than one look can open.');
    }
    return { kind: 'absent' };
  }

  private async candidates(task: TaskView, context: StepContext, marks: ItemMarks): Promise<Candidates> {
    const wanted = pagesOf(this.clock.now().getTime() - task.startedAt.getTime());
    const linked = textOf(context.listing?.externalIds['item_id']);
    const found = new Map<number, WardrobeItem>();
    for (let page = 1; ; page += 1) {
      const payload = { page, per_page: WARDROBE_PAGE, order: 'newest_first' } as const;
      const shown = await this.questions.ask(context, WARDROBE_LIST, payload);
      if (shown === undefined) return { items: [], complete: false };
      for (const item of shown.items) {
        const isKnown = String(item.id) === linked || this.options.isExcluded(context, item.id);
        if (item.is_draft !== true && !isKnown && sameTitle(item.title, marks.title)) {
          found.set(item.id, item);
        }
      }
      const last = page >= shown.pagination.total_pages;
      if (last || page >= wanted || page >= PAGES_MAX) {
        return { items: [...found.values()], complete: last || page >= wanted };
      }
    }
  }

  private async match(item: WardrobeItem, context: StepContext, marks: ItemMarks): Promise<Match> {
    const read = await this.questions.ask(context, ITEM_READ, { item_id: item.id });
    return read === undefined ? 'none' : matchOf(read.item, marks);
  }
}

function pagesOf(elapsedMs: number): number {
  const newer = Math.ceil(Math.max(0, elapsedMs) / ITEM_EVERY_MS) + SPARE_ITEMS;
  return Math.ceil(newer / WARDROBE_PAGE);
}

/** Vinted's ids grow. */
function byAge(one: WardrobeItem, other: WardrobeItem): number {
  return one.id - other.id;
}

function undecided(message: string): Reconciliation {
  return { kind: 'undecided', message };
}
