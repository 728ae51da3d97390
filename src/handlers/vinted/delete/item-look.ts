import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import { stateOf } from './item-state.ts';
import type { ItemState } from './item-state.ts';
import { walkWardrobe } from './wardrobe-pages.ts';

/** What one place on Vinted says of an item; undefined where it says nothing either way. */
export type Said = ItemState | 'missing' | undefined;

/** Looks how a known item stands: in its form, and in the wardrobe, which anybody sees the same. */
export class ItemLook {
  /** @param questions the way to the browser */
  constructor(private readonly questions: PluginQuestions) {}

  /**
   * Opens the item's form.
   * @param asker whose item
   * @param itemId Vinted's id of it
   * @returns how it stands, as far as the form says
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async inForm(asker: Asker, itemId: number): Promise<Said> {
    const read = await this.questions.ask(asker, ITEM_READ, { item_id: itemId });
    return read === undefined ? 'missing' : stateOf(read.item);
  }

  /**
   * Looks for the item in the wardrobe. Vinted's ids grow, so a page of older items ends the look.
   * @param asker whose wardrobe
   * @param itemId Vinted's id of it
   * @returns how it stands; undefined where there are more items than one look opens
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async inWardrobe(asker: Asker, itemId: number): Promise<Said> {
    const { items, complete } = await walkWardrobe(
      this.questions,
      asker,
      (page) => page.some(({ id }) => id === itemId) || page.every(({ id }) => id < itemId),
    );
    const found = items.find(({ id }) => id === itemId);
    if (found !== undefined) return stateOf(found) ?? 'live';
    return complete ? 'missing' : undefined;
  }
}
