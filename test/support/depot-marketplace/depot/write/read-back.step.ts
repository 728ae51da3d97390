import type { ListingEffect } from '../../../../../src/domain/effects.ts';
import { done } from '../../../../../src/domain/outcome.ts';
import type { Outcome } from '../../../../../src/domain/outcome.ts';
import type { StepContext, TaskView } from '../../../../../src/handlers/contract/contexts.ts';
import type { Step } from '../../../../../src/handlers/http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../../../../../src/handlers/http/json-shape.ts';
import { shownOf } from '../depot-item.ts';
import type { DepotItemsClient } from '../depot-items.client.ts';

/** Reads what Depot made of it and saves that: state, what is shown, and the hashes of what was sent. */
export class ReadBackStep implements Step {
  constructor(private readonly client: DepotItemsClient) {}

  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { results, listing } = context;
    const sent = recordOf(results['create'] ?? results['put'] ?? results['close']);
    const id = textOf(sent['depot_id']) ?? listing?.externalIds['depot_id'];
    const item = id === undefined ? undefined : await this.client.item(context, id);
    const status = item?.status ?? 'ended';
    // Nothing was ever there, and no row says otherwise: an effect would make one.
    if (id === undefined && listing === null) return done({ status });
    const effect: ListingEffect = {
      type: 'listing',
      status,
      verified: true,
      ...(id !== undefined && { externalIds: { depot_id: id } }),
      ...(item !== undefined && { shown: shownOf(item) }),
      ...(sent['hashes'] !== undefined && { fingerprint: { fields: sent['hashes'] } }),
    };
    return done({ depot_id: id ?? null, status }, [effect]);
  }
}
