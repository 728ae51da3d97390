import { Clock } from '../../common/clock.ts';
import type { FieldError } from '../../domain/errors.ts';
import { refused } from '../../domain/outcome.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { Ending } from './delete/ending.ts';
import { EtsyListingsClient } from './etsy-listings.client.ts';
import { wantedListing } from './etsy-mapper.ts';
import { etsyPreflight } from './etsy-rules.ts';
import { EtsyEnvironment } from './etsy.environment.ts';
import { EtsyPublishSteps } from './publish/publish-steps.ts';
import { WantedListings } from './publish/wanted.ts';
import { EndListingsStep, ReadOffSaleStep } from './relist/end-listings.step.ts';
import type { Chosen } from './relist/end-listings.step.ts';
import { LookStep } from './relist/look.step.ts';
import { oldIdsOf, openOldIdsOf, replacedBy } from './relist/old-listings.ts';
import { OnCopy } from './relist/on-copy.ts';
import { RELIST_PLAN_VERSION, relistPlan } from './relist/relist-plan.ts';
import { SaveCopyStep, SaveOldStep, copyIdOf } from './relist/save-ends.steps.ts';
import { NOT_LISTED } from './update/not-listed.ts';

/** Lists a product anew: a second copy goes live first, and only then the old one is taken off sale. */
@MarketplaceHandler({ marketplace: 'etsy', action: 'relist' })
export class EtsyRelistHandler extends DirectApiJobHandler {
  override readonly planVersion = RELIST_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;
  private readonly wanted: WantedListings;

  constructor(
    listings: EtsyListingsClient,
    steps: EtsyPublishSteps,
    { ETSY_SITE_URL }: EtsyEnvironment,
    clock: Clock,
  ) {
    super();
    this.wanted = new WantedListings(clock);
    const ending = new Ending(listings);
    const old: Chosen = openOldIdsOf;
    const copy: Chosen = (context) => [copyIdOf(context)];
    const publishing = Object.entries(steps.all(clock, ETSY_SITE_URL, oldIdsOf));
    this.steps = {
      look: new LookStep(listings),
      ...Object.fromEntries(publishing.map(([name, step]) => [name, new OnCopy(step)])),
      end_old: new EndListingsStep(ending, old),
      read_old: new ReadOffSaleStep(ending, old),
      save_old: new SaveOldStep(),
      end_copy: new EndListingsStep(ending, copy),
      read_copy: new ReadOffSaleStep(ending, copy),
      save_copy: new SaveCopyStep(),
    };
  }

  /**
   * Plans the relisting, or the rest of one that was broken off.
   * @param context the job with its product, account and listing
   * @returns the steps; or the refusal of what is not live or cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = this.wanted.readyOrRefused(context);
    if ('kind' in ready) return ready;
    const old = replacedBy(context);
    if (old.length === 0) return refused({ ...NOT_LISTED, actor: 'seller' });
    const { product, settings, provenance } = ready;
    const { properties } = wantedListing(product, settings, provenance);
    return relistPlan({ pictures: product.pictures.length, properties: properties.length }, old.length);
  }

  /**
   * Tells what keeps a product from being relisted: what would keep it from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return etsyPreflight(product, account, this.wanted.year());
  }

  /** @returns what it costs (Etsy's fee page: a listing fee for every activation) */
  override notices(): readonly string[] {
    return ['Etsy charges its listing fee of 0.20 USD once more when the new copy goes live.'];
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the new listing's id and address, and whether it is `live` or the piece was `sold`
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    const text = (value: unknown): string | null => textOf(value) ?? null;
    return {
      listing_id: text(saved['listing_id']),
      url: text(saved['url']),
      status: text(recordOf(results['save_old'])['status']),
    };
  }
}
