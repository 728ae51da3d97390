import { done, refused } from '../../../../../src/domain/outcome.ts';
import type { Done, Outcome, Reconciliation } from '../../../../../src/domain/outcome.ts';
import type { StepContext, TaskView } from '../../../../../src/handlers/contract/contexts.ts';
import type { Step } from '../../../../../src/handlers/http/direct-api-job-handler.ts';
import { bodyOf, hashesOfBody } from '../depot-item.ts';
import type { DepotItem } from '../depot-item.ts';
import type { DepotItemsClient } from '../depot-items.client.ts';
import { PRODUCT_REQUIRED } from '../depot-rules.ts';

/** Depot's clock and ours may differ by so much. */
const CLOCKS_MS = 60_000;

/** Makes the item: once, so it can be looked up. */
export class CreateStep implements Step {
  constructor(private readonly client: DepotItemsClient) {}

  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    if (context.product === null) return refused(PRODUCT_REQUIRED);
    const body = bodyOf(context.product);
    return begun(await this.client.create(context, body), { hashes: hashesOfBody(body) });
  }

  /** An item of this SKU that is for sale, or that was made since the first execution began, is the one. */
  async lookUp({ startedAt }: TaskView, context: StepContext): Promise<Reconciliation> {
    const { product } = context;
    if (product === null) return { kind: 'absent' };
    const found = (await this.client.bySku(context, product.sku)).find(
      ({ status, createdAt }) => status === 'live' || createdAt.getTime() > startedAt.getTime() - CLOCKS_MS,
    );
    // What was sent is not known any more where the product was edited since: an update then sends everything.
    return found === undefined ? { kind: 'absent' } : begun(found, {});
  }
}

/** The id is journalled with the step that learnt it. What the item has become, the reading back tells. */
function begun({ id }: DepotItem, more: Readonly<Record<string, unknown>>): Done {
  return done({ depot_id: id, ...more }, [
    { type: 'listing', status: 'unknown', externalIds: { depot_id: id } },
  ]);
}
