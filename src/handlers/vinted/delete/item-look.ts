import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ITEM_READ } from '../commands/item-read.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { stateOf } from './item-state.ts';
import type { ItemState } from './item-state.ts';
import { walkWardrobe } from './wardrobe-pages.ts';

/** What one place on Vinted says of an item; undefined where it says nothing either way. */
export type Said = ItemState | 'missing' | undefined;

/** How an item stands, by everything that Vinted shows of it. */
export interface Standing {
  /** Undefined where it is not certain: nobody shows it, and it may be there. */
  readonly state: ItemState | undefined;
  /** Everything its form holds; undefined where it has none. */
  readonly form: JsonRecord | undefined;
}

/** Looks how a known item stands: in its form, and in the wardrobe, which anybody sees the same. */
export class ItemLook {
  /** @param questions the way to the browser */
  constructor(private readonly questions: PluginQuestions) {}

  /**
   * Opens the item's form and, where that does not say how it stands, looks for it in the wardrobe: the form is its
   * owner's only, and was not seen to tell of a sale.
   * @param asker whose item
   * @param itemId Vinted's id of it
   * @returns how it stands, with its form
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async standing(asker: Asker, itemId: number): Promise<Standing> {
    const form = (await this.questions.ask(asker, ITEM_READ, { item_id: itemId }))?.item;
    const said = form === undefined ? undefined : stateOf(form);
    if (said !== undefined) return { state: said, form };
    const shown = await this.inWardrobe(asker, itemId);
    if (shown !== undefined && shown !== 'missing') return { state: shown, form };
    if (form !== undefined) return { state: 'live', form };
    return { state: shown === 'missing' ? 'ended' : undefined, form };
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
