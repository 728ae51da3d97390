import type { FieldError } from '../../../../src/domain/errors.ts';
import type { Refused } from '../../../../src/domain/outcome.ts';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import type { PlanContext, StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { recordOf } from '../../../../src/handlers/http/json-shape.ts';
import { DepotItemsClient } from './depot-items.client.ts';
import { ReadBackStep } from './write/read-back.step.ts';
import { MarketplaceHandler } from '../../../../src/handlers/contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { Step } from '../../../../src/handlers/http/direct-api-job-handler.ts';
import type { TaskPlan } from '../../../../src/domain/task-plan.ts';
import { refused } from '../../../../src/domain/outcome.ts';
import { PRODUCT_REQUIRED } from './depot-rules.ts';
import { CloseStep } from './write/close.step.ts';
import { CLOSE_PLAN, WRITE_PLAN_VERSION } from './write/write-plans.ts';

/** Ends a product's listing on Depot. The product need not fit Depot's rules any more. */
@MarketplaceHandler({ marketplace: 'depot', action: 'delete' })
export class DepotDeleteHandler extends DirectApiJobHandler {
  override readonly planVersion = WRITE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(client: DepotItemsClient) {
    super();
    this.steps = { close: new CloseStep(client), read_back: new ReadBackStep(client) };
  }

  override plan({ product, listing, superseded }: PlanContext): readonly TaskPlan[] | Refused {
    if (product === null) return refused(PRODUCT_REQUIRED);
    return listing === null && superseded.length === 0 ? [] : CLOSE_PLAN;
  }

  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return product === null ? [{ field: 'product_id', ...PRODUCT_REQUIRED }] : [];
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return { ...recordOf(results['read_back']) };
  }
}
