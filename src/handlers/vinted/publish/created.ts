import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Done } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { readVintedSettings } from '../vinted-account-settings.ts';
import { itemUrl } from '../vinted-sites.ts';

/** An item that exists. */
export interface KnownItem {
  readonly id: number;
  /** As Vinted gave it; it is made up from the id where absent. */
  readonly url?: string | null | undefined;
}

/** Ends the creation of an item. */
export type Creation = (context: StepContext, item: KnownItem, twins?: readonly KnownItem[]) => Done;

/**
 * Ends the creation of an item. Its id is journalled with the step, so that nothing that follows can lose it.
 * @param context the job
 * @param item the item
 * @param twins items that are the same once more
 * @returns done with the item's id and address
 */
export function created(context: StepContext, item: KnownItem, twins: readonly KnownItem[] = []): Done {
  const url = urlOf(context, item);
  const effects: Effect[] = [
    { type: 'listing', status: 'unknown', externalIds: { item_id: String(item.id) }, url },
  ];
  if (twins.length > 0) {
    effects.push({
      type: 'pending_action',
      code: 'vinted.listed_twice',
      message: 'Vinted has this product more than once. Delete the items that are too many.',
      details: {
        keep: item.id,
        delete: twins.map((twin) => ({ item_id: twin.id, url: urlOf(context, twin) })),
      },
    });
  }
  return done({ item_id: item.id, url }, effects);
}

function urlOf({ account }: StepContext, { id, url }: KnownItem): string {
  if (url !== undefined && url !== null && /^https?:\/\//.test(url)) return url;
  const reading = readVintedSettings(account.settings);
  return itemUrl(reading.ok ? reading.settings.site : 'vinted.com', id);
}
