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
import { ReadEndBackStep } from './delete/read-end-back.step.ts';
import { SaveEndStep } from './delete/save-end.step.ts';
import { WithdrawOfferStep } from './delete/withdraw-offer.step.ts';
import { EbayInventoryClient } from './ebay-inventory.client.ts';
import { EbayMediaClient } from './ebay-media.client.ts';
import { EbayRevisionsClient } from './ebay-revisions.client.ts';
import { ebayReadiness } from './ebay-rules.ts';
import { EbayEnvironment } from './ebay.environment.ts';
import { notListed } from './not-listed.ts';
import { PublishOfferStep } from './publish/publish-offer.step.ts';
import { PutInventoryItemStep } from './publish/put-inventory-item.step.ts';
import { PutOfferStep } from './publish/put-offer.step.ts';
import { ReadBackStep } from './publish/read-back.step.ts';
import { SaveStep } from './publish/save.step.ts';
import { UploadPictureStep } from './publish/upload-picture.step.ts';
import { ValidateStep } from './publish/validate.step.ts';
import { readyOrRefused } from './publish/wanted.ts';
import { FindListingStep } from './relist/find-listing.step.ts';
import { KeepOfferStep } from './relist/keep-offer.step.ts';
import { RELIST_PLAN_VERSION, relistPlan } from './relist/relist-plan.ts';
import { UnlessOver, withoutListing } from './relist/unless-over.step.ts';

/**
 * Lists a product anew on eBay: ends its listing and publishes the same offer with today's content. eBay has no other
 * way, since a SKU has one offer a site, so there is a moment in which the product is not listed.
 */
@MarketplaceHandler({ marketplace: 'ebay', action: 'relist' })
export class EbayRelistHandler extends DirectApiJobHandler {
  override readonly planVersion = RELIST_PLAN_VERSION;
  protected override readonly steps: Readonly<Record<string, Step>>;

  constructor(
    inventory: EbayInventoryClient,
    revisions: EbayRevisionsClient,
    media: EbayMediaClient,
    @Inject(PictureFetcher) pictures: Pick<PictureFetcher, 'fetch'>,
    { EBAY_SITE_URL }: EbayEnvironment,
  ) {
    super();
    const anew = (step: Step): Step => new UnlessOver(step, withoutListing);
    this.steps = {
      validate: new ValidateStep(),
      find_offer: new FindListingStep(inventory),
      upload_picture: new UnlessOver(new UploadPictureStep(media, pictures)),
      withdraw_offer: new WithdrawOfferStep(inventory),
      read_end_back: new ReadEndBackStep(inventory),
      save_end: new SaveEndStep('read_end_back'),
      put_inventory_item: anew(new PutInventoryItemStep(inventory)),
      create_offer: anew(new KeepOfferStep(inventory)),
      put_offer: anew(new PutOfferStep(inventory)),
      publish_offer: anew(new PublishOfferStep(inventory, EBAY_SITE_URL)),
      read_back: anew(new ReadBackStep(inventory, revisions)),
      save: anew(new SaveStep(EBAY_SITE_URL)),
    };
  }

  /**
   * Plans the relisting.
   * @param context the job with its product, account and listing
   * @returns the steps; or the refusal of what is not live or cannot fit, before anything is ended
   */
  override plan(context: PlanContext): readonly TaskPlan[] | Refused {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return ready;
    return context.listing?.status === 'live' ? relistPlan(ready.product.pictures.length) : notListed();
  }

  /**
   * Tells what keeps a product from being listed anew: what would keep it from being published.
   * @param product the product
   * @param account the account, with its settings
   * @returns the wrong fields; none where it fits
   */
  override preflight(product: ProductSnapshot | null, account: AccountSnapshot): readonly FieldError[] {
    if (product === null) {
      return [{ field: 'product_id', code: 'ebay.product_required', message: 'Relisting needs a product.' }];
    }
    const readiness = ebayReadiness(product, account);
    return readiness.ok ? [] : readiness.fields;
  }

  /**
   * Tells what relisting on eBay costs.
   * @returns sentences
   */
  override notices(): readonly string[] {
    return [
      'eBay gives the listing a new number: its age and its watchers are lost.',
      'The product is not listed on eBay for a moment, between its old listing and the new one.',
    ];
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns the new listing's ids and address and the old listing's id; the old one's and how it ended where the piece
   *   was sold, or somebody had ended the listing, before it could be replaced
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    const ended = recordOf(results['save_end']);
    const saved = recordOf(results['save']);
    const listingId = textOf(saved['listing_id']);
    const live = listingId === undefined ? undefined : (textOf(results['read_back']?.['status']) ?? 'live');
    return {
      listing_id: listingId ?? textOf(ended['listing_id']) ?? null,
      offer_id: textOf(saved['offer_id']) ?? textOf(ended['offer_id']) ?? null,
      url: textOf(saved['url']) ?? null,
      old_listing_id: textOf(ended['listing_id']) ?? null,
      status: live ?? textOf(ended['status']) ?? null,
    };
  }
}
