import type { Effect } from '../../../domain/effects.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { shownFields } from './shown-item.ts';
import { earlierText, uploadedPhotos, wantedOrRefused } from './wanted.ts';

/** Saves the listing as it was read back, with the hashes of what was sent. */
export class SaveStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the item's id and address; the listing is live and verified in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { results, listing } = context;
    const step = results['read_back'] === undefined ? 'find_item' : 'read_back';
    const itemId = earlierText(context, step, 'item_id');
    const url = textOf(results['create_item']?.['url']) ?? listing?.url ?? undefined;
    const wanted = wantedOrRefused(context);
    const isAsWanted = results[step]?.['as_wanted'] === true && !('kind' in wanted);
    const photos = uploadedPhotos(context);
    const effects: Effect[] = [
      {
        type: 'listing',
        status: results[step]?.['status'] === 'sold' ? 'sold' : 'live',
        externalIds: { item_id: itemId },
        ...(url === undefined ? {} : { url }),
        // Empty where it is not certain what Vinted holds, so that the next job looks at the item first.
        fingerprint: {
          fields: isAsWanted ? wanted.fields : {},
          ...(photos.length === 0 ? {} : { photos }),
        },
        shown: shownFields(results[step] ?? {}),
        verified: true,
      },
    ];
    if (results[step]?.['price_differs'] === true) {
      effects.push({
        type: 'pending_action',
        code: 'vinted.price_differs',
        message: 'Vinted shows another price than the product has. Look at the item.',
        details: { item_id: itemId, price: textOf(results[step]['price']) ?? null },
      });
    }
    return Promise.resolve(done({ item_id: itemId, url: url ?? null }, effects));
  }
}
