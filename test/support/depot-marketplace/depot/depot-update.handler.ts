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
import { sameHashes } from '../../../../src/handlers/mapping/field-hashes.ts';
import { bodyOf, hashesOfBody } from './depot-item.ts';
import { NOT_LISTED, depotPreflight, refusalOf } from './depot-rules.ts';
import { PutStep } from './write/put.step.ts';
import { PUT_PLAN, WRITE_PLAN_VERSION } from './write/write-plans.ts';

/** Brings an item on Depot to what the product says now. */
@MarketplaceHandler({ marketplace: 'depot', action: 'update' })
export class DepotUpdateHandler extends DirectApiJobHandler {
  override readonly planVersion = WRITE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(client: DepotItemsClient) {
    super();
    this.steps = { put: new PutStep(client), read_back: new ReadBackStep(client) };
  }

  /** `force` sends everything again, whatever was sent last: a seller has chosen to keep what StoFlow has. */
  override plan({ product, listing, job }: PlanContext): readonly TaskPlan[] | Refused {
    const refusal = refusalOf(product);
    if (refusal !== undefined || product === null) return refusal ?? [];
    if (listing?.externalIds['depot_id'] === undefined) return refused(NOT_LISTED);
    const isSame = sameHashes(hashesOfBody(bodyOf(product)), listing.fingerprint?.['fields']);
    return isSame && job.input['force'] !== true ? [] : PUT_PLAN;
  }

  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return depotPreflight(product);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return { ...recordOf(results['read_back']) };
  }
}
