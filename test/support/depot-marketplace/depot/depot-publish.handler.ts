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
import { sameHashes } from '../../../../src/handlers/mapping/field-hashes.ts';
import { bodyOf, hashesOfBody } from './depot-item.ts';
import { depotPreflight, refusalOf } from './depot-rules.ts';
import { CreateStep } from './write/create.step.ts';
import { PutStep } from './write/put.step.ts';
import { CREATE_PLAN, PUT_PLAN, WRITE_PLAN_VERSION } from './write/write-plans.ts';

/** Lists a product on Depot. */
@MarketplaceHandler({ marketplace: 'depot', action: 'publish' })
export class DepotPublishHandler extends DirectApiJobHandler {
  override readonly planVersion = WRITE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(client: DepotItemsClient) {
    super();
    this.steps = {
      create: new CreateStep(client),
      put: new PutStep(client),
      read_back: new ReadBackStep(client),
    };
  }

  /** An item that is there already is written again, and not at all where nothing differs. */
  override plan({ product, listing }: PlanContext): readonly TaskPlan[] | Refused {
    const refusal = refusalOf(product);
    if (refusal !== undefined || product === null) return refusal ?? [];
    if (listing?.externalIds['depot_id'] === undefined) return CREATE_PLAN;
    const hashes = hashesOfBody(bodyOf(product));
    const isSame = listing.status === 'live' && sameHashes(hashes, listing.fingerprint?.['fields']);
    return isSame ? [] : PUT_PLAN;
  }

  override preflight(product: ProductSnapshot | null): readonly FieldError[] {
    return depotPreflight(product);
  }

  override summarise(results: StepContext['results']): Record<string, unknown> {
    return { ...recordOf(results['read_back']) };
  }
}
