import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { hasEnded, saleStateOf } from '../delete/sale-state.ts';
import type { SaleState } from '../delete/sale-state.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { replacedBy } from './old-listings.ts';

/** Notes what is to be replaced while the job still knows it, and looks whether it is for sale: a sold piece gets no copy. */
export class LookStep implements Step {
  /** @param listings Etsy's listings */
  constructor(private readonly listings: EtsyListingsClient) {}

  /**
   * @param _task the step
   * @param context the job as it begins
   * @returns done with the ids, and how they stand: `on_sale`, or `sold` or `ended`, which is saved in the same commit
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const rows = replacedBy(context);
    const old = rows.map(({ externalIds }) => externalIds['listing_id'] ?? '');
    const states = new Map<string, SaleState>();
    for (const id of old) {
      states.set(id, saleStateOf(await this.listings.listing(context, Number(id))));
    }
    const open = context.listing?.externalIds['listing_id'];
    const effects = rows.flatMap((row): readonly Effect[] => {
      const id = row.externalIds['listing_id'] ?? '';
      const state = states.get(id);
      if (state === undefined || !hasEnded(state)) return [];
      return [
        {
          type: 'listing',
          status: state === 'sold' ? 'sold' : 'ended',
          externalIds: { listing_id: id },
          ...(id === open ? {} : { copy: 'old_copy' as const }),
          verified: true,
        },
      ];
    });
    const all = [...states.values()];
    const isOver = all.every(hasEnded);
    const state = all.includes('sold') ? 'sold' : isOver ? 'ended' : 'on_sale';
    const closed = old.filter((id) => hasEnded(states.get(id) ?? 'gone'));
    return done({ old, closed, state }, effects);
  }
}
