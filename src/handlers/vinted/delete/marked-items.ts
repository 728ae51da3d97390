import type { ProductSnapshot } from '../../../domain/snapshots.ts';
import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import { matchOf } from '../publish/item-match.ts';
import { markOf, sameTitle, vintedTitleOf } from '../vinted-texts.ts';
import { stateOf } from './item-state.ts';
import { walkWardrobe } from './wardrobe-pages.ts';

/** Most items of the same title that are opened in one look. */
const READS_MAX = 10;

/** Open items of a product. */
export interface MarkedItems {
  /** Vinted's ids, oldest first. */
  readonly ids: readonly number[];
  /** False where there may be others. */
  readonly complete: boolean;
}

/** Finds the open items of a product whose id nobody knows: by their title, then by the mark in their description. */
export class MarkedItemSearch {
  /** @param questions the way to the browser */
  constructor(private readonly questions: PluginQuestions) {}

  /**
   * Looks once.
   * @param asker whose wardrobe
   * @param product the product
   * @param others items of it that are known already
   * @returns what was found
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async find(asker: Asker, product: ProductSnapshot, others: readonly number[] = []): Promise<MarkedItems> {
    const title = vintedTitleOf(product.title);
    const marks = { title, mark: markOf(product.sku), tempUuid: '', photoIds: [] };
    const { items, complete } = await walkWardrobe(this.questions, asker);
    const open = items.filter((item) => (stateOf(item) ?? 'live') === 'live' && sameTitle(item.title, title));
    const unknown = open.map(({ id }) => id).filter((id) => !others.includes(id));
    const candidates = new Set(unknown.sort((one, other) => one - other));
    const ids: number[] = [];
    for (const id of [...candidates].slice(0, READS_MAX)) {
      const read = await this.questions.ask(asker, ITEM_READ, { item_id: id });
      if (read !== undefined && matchOf(read.item, marks) !== 'none') ids.push(id);
    }
    return { ids, complete: complete && candidates.size <= READS_MAX };
  }
}
