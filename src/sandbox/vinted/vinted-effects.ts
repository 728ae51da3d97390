import type { VintedOptions } from './vinted-options.ts';
import { markedSku } from './sku-mark.ts';
import type { VintedUser } from './vinted-user.ts';

/** What one member has on Vinted, as the stand-in itself counts it. */
export interface AccountEffects {
  readonly account: string;
  readonly user_id: number;
  readonly live_listings: readonly {
    readonly item_id: number;
    readonly sku: string;
    readonly title: string;
    readonly price: number;
  }[];
  /** Σ over SKU marks of live items − 1; where an item has no mark its title counts. */
  readonly listed_twice: number;
  readonly sold_items: number;
  readonly deleted_items: number;
  readonly drafts: number;
  /** Photos that were uploaded and that no item ever took. */
  readonly orphan_photos: number;
  readonly photos: number;
  /** Most writes that were ever under way at once; a careful caller keeps it at 1. */
  readonly writes_in_parallel: number;
  readonly challenged: boolean;
  readonly calls: Readonly<Record<string, number>>;
}

/**
 * Counts the effects on one member's account.
 *
 * @param user the member
 * @param options how a SKU is marked
 * @returns the counts and the live items
 */
export function accountEffects(user: VintedUser, options: VintedOptions): AccountEffects {
  const live = user.liveItems().map((item) => ({
    item_id: item.id,
    sku: markedSku(item.body, options.skuMark),
    title: item.body['title'] as string,
    price: item.body['price'] as number,
  }));
  const items = [...user.items.values()];
  return {
    account: user.login,
    user_id: user.id,
    live_listings: live,
    listed_twice: live.length - new Set(live.map(({ sku }) => sku)).size,
    sold_items: items.filter(({ closedBy }) => closedBy === 'sold').length,
    deleted_items: items.filter(({ closedBy }) => closedBy === 'deleted').length,
    drafts: user.drafts.size,
    orphan_photos: [...user.photos.keys()].filter((id) => !user.assignedPhotos().has(id)).length,
    photos: user.photos.size,
    writes_in_parallel: user.writes.peak,
    challenged: user.challenge !== undefined,
    calls: user.calls.snapshot(),
  };
}
