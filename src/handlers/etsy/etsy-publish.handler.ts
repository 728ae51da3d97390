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
import { sameHashes } from '../mapping/field-hashes.ts';
import { fieldHashesOf } from './etsy-fingerprint.ts';
import { wantedListing } from './etsy-mapper.ts';
import { etsyPreflight } from './etsy-rules.ts';
import { EtsyEnvironment } from './etsy.environment.ts';
import { PUBLISH_PLAN_VERSION, publishPlan } from './publish/publish-plan.ts';
import { EtsyPublishSteps } from './publish/publish-steps.ts';
import { WantedListings } from './publish/wanted.ts';

/** Lists a product in an Etsy shop: a draft that is filled, made live and read back. */
@MarketplaceHandler({ marketplace: 'etsy', action: 'publish' })
export class EtsyPublishHandler extends DirectApiJobHandler {
  override readonly planVersion = PUBLISH_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;
  private readonly wanted: WantedListings;

  constructor(steps: EtsyPublishSteps, { ETSY_SITE_URL }: EtsyEnvironment, clock: Clock) {
    super();
    this.steps = steps.all(clock, ETSY_SITE_URL);
    this.wanted = new WantedListings(clock);
  }

  /**
   * Plans the publication.
   * @param context the job with its product, account and listing
   * @returns the steps; none where the listing is live and was sent exactly this; or the refusal of what cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = this.wanted.readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { product, settings, provenance } = ready;
    const wanted = wantedListing(product, settings, provenance);
    const hashes = fieldHashesOf(wanted, settings, product, product.pictures);
    const { listing, superseded } = context;
    if (superseded.length > 0 && listing?.status !== 'live') {
      return refused({
        code: 'etsy.relist_unfinished',
        message: 'A relisting of this product has not finished. Relist it once more, or end it.',
        actor: 'seller',
      });
    }
    const isLive = listing?.status === 'live' && sameHashes(hashes, recordOf(listing.fingerprint)['fields']);
    return isLive
      ? []
      : publishPlan({ pictures: product.pictures.length, properties: wanted.properties.length });
  }

  /**
   * Tells what keeps a product from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    return etsyPreflight(product, account, this.wanted.year());
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the listing's id and address
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return { listing_id: textOf(saved['listing_id']) ?? null, url: textOf(saved['url']) ?? null };
  }
}
