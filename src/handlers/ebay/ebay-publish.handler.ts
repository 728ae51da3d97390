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
import { sameHashes } from '../mapping/field-hashes.ts';
import { fieldHashesOf } from './ebay-fingerprint.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';
import { wantedListing } from './ebay-mapper.ts';
import { EbayMediaClient } from './ebay-media.client.ts';
import { EbayRevisionsClient } from './ebay-revisions.client.ts';
import { ebayReadiness } from './ebay-rules.ts';
import { EbayEnvironment } from './ebay.environment.ts';
import { CreateOfferStep } from './publish/create-offer.step.ts';
import { PUBLISH_PLAN_VERSION, publishPlan } from './publish/publish-plan.ts';
import { PublishOfferStep } from './publish/publish-offer.step.ts';
import { PutInventoryItemStep } from './publish/put-inventory-item.step.ts';
import { PutOfferStep } from './publish/put-offer.step.ts';
import { ReadBackStep } from './publish/read-back.step.ts';
import { SaveStep } from './publish/save.step.ts';
import { UploadPictureStep } from './publish/upload-picture.step.ts';
import { ValidateStep } from './publish/validate.step.ts';
import { readyOrRefused } from './publish/wanted.ts';

/** Lists a product on eBay at a fixed price, by the Inventory API. */
@MarketplaceHandler({ marketplace: 'ebay', action: 'publish' })
export class EbayPublishHandler extends DirectApiJobHandler {
  override readonly planVersion = PUBLISH_PLAN_VERSION;
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
      validate: new ValidateStep(),
      upload_picture: new UploadPictureStep(media, pictures),
      put_inventory_item: new PutInventoryItemStep(inventory),
      create_offer: new CreateOfferStep(inventory),
      put_offer: new PutOfferStep(inventory),
      publish_offer: new PublishOfferStep(inventory, EBAY_SITE_URL),
      read_back: new ReadBackStep(inventory, revisions),
      save: new SaveStep(EBAY_SITE_URL),
    };
  }

  /**
   * Plans the publication.
   * @param context the job with its product, account and listing
   * @returns the steps; none where the listing is live and was sent exactly this; or the refusal of what cannot fit
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    const { product, settings } = ready;
    const wanted = fieldHashesOf(wantedListing(product, settings, []), settings, product.pictures);
    const { listing } = context;
    const isLive = listing?.status === 'live' && sameHashes(wanted, recordOf(listing.fingerprint)['fields']);
    return isLive ? [] : publishPlan(product.pictures.length);
  }

  /**
   * Tells what keeps a product from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    if (product === null) {
      return [{ field: 'product_id', code: 'ebay.product_required', message: 'Publishing needs a product.' }];
    }
    const readiness = ebayReadiness(product, account);
    return readiness.ok ? [] : readiness.fields;
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the listing's and the offer's id and the listing's address
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const saved = recordOf(results['save']);
    return {
      listing_id: textOf(saved['listing_id']) ?? null,
      offer_id: textOf(saved['offer_id']) ?? null,
      url: textOf(saved['url']) ?? null,
    };
  }
}
