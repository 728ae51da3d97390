import { done, refused } from '../../../../../src/domain/outcome.ts';
import type { Outcome } from '../../../../../src/domain/outcome.ts';
import type { StepContext, TaskView } from '../../../../../src/handlers/contract/contexts.ts';
import type { Step } from '../../../../../src/handlers/http/direct-api-job-handler.ts';
import type { DepotItemsClient } from '../depot-items.client.ts';
import { PRODUCT_REQUIRED } from '../depot-rules.ts';

/** Takes every item off sale that the product has: closing one twice is closing it once. */
export class CloseStep implements Step {
  constructor(private readonly client: DepotItemsClient) {}

  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    if (context.product === null) return refused(PRODUCT_REQUIRED);
    const stored = context.listing?.externalIds['depot_id'];
    const items = await this.client.bySku(context, context.product.sku);
    const live = items.filter(({ status }) => status === 'live').map(({ id }) => id);
    for (const id of live) await this.client.close(context, id);
    const id = stored ?? live[0] ?? items.at(-1)?.id;
    return done(id === undefined ? {} : { depot_id: id });
  }
}
