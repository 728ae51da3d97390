import { done, refused } from '../../../../../src/domain/outcome.ts';
import type { Outcome } from '../../../../../src/domain/outcome.ts';
import type { StepContext, TaskView } from '../../../../../src/handlers/contract/contexts.ts';
import type { Step } from '../../../../../src/handlers/http/direct-api-job-handler.ts';
import { bodyOf, hashesOfBody } from '../depot-item.ts';
import type { DepotItemsClient } from '../depot-items.client.ts';
import { NOT_LISTED, PRODUCT_REQUIRED } from '../depot-rules.ts';

/** Writes the whole item again, unless it is over. */
export class PutStep implements Step {
  constructor(private readonly client: DepotItemsClient) {}

  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { product, listing } = context;
    const id = listing?.externalIds['depot_id'];
    if (product === null) return refused(PRODUCT_REQUIRED);
    if (id === undefined) return refused(NOT_LISTED);
    const item = await this.client.item(context, id);
    // A sale, or an end, is no failure of the update: the reading back says so.
    if (item?.status !== 'live') return done({ depot_id: id });
    const body = bodyOf(product);
    await this.client.put(context, id, body);
    return done({ depot_id: id, hashes: hashesOfBody(body) });
  }
}
