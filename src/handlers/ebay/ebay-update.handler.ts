import { Inject } from '@nestjs/common';
import type { FieldError } from '../../domain/errors.ts';
import type { Refused } from '../../domain/outcome.ts';
import type { AccountSnapshot, ProductSnapshot } from '../../domain/snapshots.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { PictureFetcher } from '../../products/pictures/picture-fetcher.ts';
import type { PlanContext } from '../contract/contexts.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { DirectApiJobHandler } from '../http/direct-api-job-handler.ts';
import type { Step } from '../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../http/json-shape.ts';
import { fieldHashesOf } from './ebay-fingerprint.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';
import { wantedListing } from './ebay-mapper.ts';
import { EbayMediaClient } from './ebay-media.client.ts';
import { EbayRevisionsClient } from './ebay-revisions.client.ts';
import { ebayReadiness } from './ebay-rules.ts';
import { EbayEnvironment } from './ebay.environment.ts';
import { notListed } from './not-listed.ts';
import { UploadPictureStep } from './publish/upload-picture.step.ts';
import { readyOrRefused } from './publish/wanted.ts';
import { changedGroups, writesOf } from './update/field-groups.ts';
import { PriceQuantityStep } from './update/price-quantity.step.ts';
import { PutChangedItemStep } from './update/put-changed-item.step.ts';
import { PutChangedOfferStep } from './update/put-changed-offer.step.ts';
import { ReadListingStep } from './update/read-listing.step.ts';
import { ReadUpdateBackStep } from './update/read-update-back.step.ts';
import { unknownPictures } from './update/revision.ts';
import { SaveUpdateStep } from './update/save-update.step.ts';
import { UPDATE_PLAN_VERSION, updatePlan } from './update/update-plan.ts';

/**
 * Brings a product's listing on eBay up to date. Only groups of fields that differ from what was sent last are sent, so
 * that what the seller has changed on eBay itself stays; a forced update sends everything.
 */
@MarketplaceHandler({ marketplace: 'ebay', action: 'update' })
export class EbayUpdateHandler extends DirectApiJobHandler {
  override readonly planVersion = UPDATE_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(
    inventory: EbayInventoryClient,
    revisions: EbayRevisionsClient,
    media: EbayMediaClient,
    @Inject(PictureFetcher) pictures: Pick<PictureFetcher, 'fetch'>,
    { EBAY_SITE_URL }: EbayEnvironment,
  ) {
    super();
    this.steps = {
      read: new ReadListingStep(inventory),
      upload_picture: new UploadPictureStep(media, pictures),
      put_item: new PutChangedItemStep(inventory, revisions),
      put_offer: new PutChangedOfferStep(inventory, revisions),
      price_quantity: new PriceQuantityStep(inventory, revisions),
      read_back: new ReadUpdateBackStep(revisions),
      save: new SaveUpdateStep(EBAY_SITE_URL),
    };
  }

  /**
   * Plans the update.
   * @param context the job with its product, account and listing
   * @returns the steps; none where nothing differs; or the refusal of what is not listed or cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { listing, job } = context;
    if (listing?.status !== 'live' && listing?.status !== 'unknown') return notListed();
    const { product, settings } = ready;
    const wanted = fieldHashesOf(wantedListing(product, settings, []), settings, product.pictures);
    const sent = job.input['force'] === true ? {} : recordOf(listing.fingerprint)['fields'];
    const changed = changedGroups(wanted, sent);
    if (changed.length === 0) return [];
    return updatePlan(writesOf(changed), changed.includes('pictures') ? unknownPictures(context) : []);
  }

  /**
   * Tells what keeps a product's listing from being updated: what would keep it from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    if (product === null) {
      return [{ field: 'product_id', code: 'ebay.product_required', message: 'Updating needs a product.' }];
    }
    const readiness = ebayReadiness(product, account);
    return readiness.ok ? [] : readiness.fields;
  }

  /** @returns the cheap write of price and quantity, which takes place wherever the offer need not be replaced */
  override appends(): readonly TaskPlan[] {
    const groups = ['price', 'quantity'];
    return updatePlan({ item: [], offer: [], priceQuantity: groups }, []);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the ids and the address, how the listing stands, and the groups of fields that were sent
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return {
      listing_id: textOf(saved['listing_id']) ?? null,
      offer_id: textOf(saved['offer_id']) ?? null,
      url: textOf(saved['url']) ?? null,
      status: textOf(saved['status']) ?? null,
      changed: saved['changed'] ?? [],
    };
  }
}
