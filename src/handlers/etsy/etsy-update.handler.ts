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
import { positive } from './etsy-account-settings.ts';
import { fieldHashesOf } from './etsy-fingerprint.ts';
import { wantedListing } from './etsy-mapper.ts';
import { etsyPreflight } from './etsy-rules.ts';
import { EtsyEnvironment } from './etsy.environment.ts';
import { WantedListings } from './publish/wanted.ts';
import { changedGroups } from './update/changed-groups.ts';
import { NOT_LISTED } from './update/not-listed.ts';
import { UPDATE_PLAN_VERSION, updatePlan } from './update/update-plan.ts';
import { EtsyUpdateSteps } from './update/update-steps.ts';
import { knownImage } from './update/wanted-pictures.ts';

/** Brings a live listing in an Etsy shop to what the product says now, and sends nothing that has not changed. */
@MarketplaceHandler({ marketplace: 'etsy', action: 'update' })
export class EtsyUpdateHandler extends DirectApiJobHandler {
  override readonly planVersion = UPDATE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;
  private readonly wanted: WantedListings;

  constructor(steps: EtsyUpdateSteps, { ETSY_SITE_URL }: EtsyEnvironment, clock: Clock) {
    super();
    this.wanted = new WantedListings(clock);
    this.steps = steps.all(this.wanted, ETSY_SITE_URL);
  }

  /**
   * Plans the update. `force` in the job's input sends everything again, whatever was sent last.
   * @param context the job with its product, account and listing
   * @returns the steps; none where nothing differs; or the refusal of what is not live or cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = this.wanted.readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { listing, job } = context;
    const isOpen = listing?.status === 'live' || listing?.status === 'unknown';
    if (!isOpen || positive(listing.externalIds['listing_id']) === undefined) {
      return refused({ ...NOT_LISTED, actor: 'seller' });
    }
    const { product, settings, provenance } = ready;
    const wanted = wantedListing(product, settings, provenance);
    const hashes = fieldHashesOf(wanted, settings, product, product.pictures);
    const groups = changedGroups(hashes, listing.fingerprint, job.input['force'] === true);
    const newPictures = product.pictures.flatMap((picture, index) =>
      knownImage(picture, listing.fingerprint) === undefined ? [index + 1] : [],
    );
    return updatePlan({
      groups,
      newPictures: groups.includes('pictures') ? newPictures : [],
      properties: wanted.properties.length,
    });
  }

  /**
   * Tells what keeps a product from being updated: what would keep it from being published.
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
   * @returns the listing's id and address, and whether it is `live`, was `sold` or has `ended`
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    const text = (name: string): string | null => textOf(saved[name]) ?? null;
    return { listing_id: text('listing_id'), url: text('url'), status: text('status') };
  }
}
