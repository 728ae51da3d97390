import type { StepContext } from '../../contract/contexts.ts';
import type { Failure } from '../../../domain/outcome.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { EtsyImagesClient } from '../etsy-images.client.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import type { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { addressOf, listingGone } from './draft-of-job.ts';
import { differencesOf } from './shown-as-wanted.ts';
import { uploadedImages } from './uploaded-images.ts';
import type { Wanted } from './wanted.ts';

/** Pictures are worked on after their upload was answered; they show within seconds as a rule. */
const SHOW_MS = 3_000;

/**
 * Brings a listing to what is wanted before it goes live: an adopted draft, a seller's correction after a refusal,
 * and whatever Etsy answered with success and did not do.
 */
export class DraftUpdate {
  /**
   * @param listings Etsy's listings
   * @param images Etsy's listing images
   * @param taxonomy Etsy's taxonomy
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly images: EtsyImagesClient,
    private readonly taxonomy: EtsyTaxonomy,
  ) {}

  /**
   * Sends what differs, and nothing where all is right.
   * @param context the job, and what its steps have sent
   * @param listing what Etsy shows
   * @param wanted what it is to show
   * @returns the listing as Etsy shows it afterwards
   * @throws {CallFailedError} for calls that failed, and while Etsy does not show what it was sent
   */
  async bring(context: StepContext, listing: EtsyListing, wanted: Wanted): Promise<EtsyListing> {
    const { shopId, listingId } = addressOf(context);
    const taxonomyId = await this.taxonomy.idOf(context, wanted.taxonomy);
    const { content, inventory } = differencesOf(listing, wanted, taxonomyId);
    const { create_draft: created, put_inventory: stocked } = context.results;
    const lacksContent = created?.['content_hash'] !== wanted.contentHash || content.length > 0;
    const lacksInventory = stocked?.['inventory_hash'] !== wanted.inventoryHash || inventory.length > 0;
    if (taxonomyId !== undefined && lacksContent) {
      await this.listings.revise(context, shopId, listingId, { ...wanted.content, taxonomy_id: taxonomyId });
    }
    if (lacksInventory) {
      await this.listings.putInventory(context, listingId, wanted.inventory);
    }
    await this.checkPictures(context, listing);
    return lacksContent || lacksInventory ? this.checked(context, wanted, taxonomyId) : listing;
  }

  /** The fee is not paid before Etsy shows what it has just been sent: its success answers have been wrong. */
  private async checked(
    context: StepContext,
    wanted: Wanted,
    taxonomyId: number | undefined,
  ): Promise<EtsyListing> {
    const listing = await this.listings.listingWithSkus(context, addressOf(context).listingId);
    if (listing === undefined) throw listingGone();
    const { content, inventory } = differencesOf(listing, wanted, taxonomyId);
    const differing = [...content, ...inventory];
    if (differing.length > 0) throw notTakenYet(differing);
    return listing;
  }

  /**
   * Tells whether Etsy was sent exactly what is wanted now, as far as can be known.
   * @param context the job, and what its steps have sent
   * @param listing what Etsy shows
   * @param wanted what it is to show
   * @returns true where nothing differs
   */
  isSent({ results }: StepContext, listing: EtsyListing, wanted: Wanted): boolean {
    const { content, inventory } = differencesOf(listing, wanted, undefined);
    const { create_draft: created, put_inventory: stocked } = results;
    return (
      created?.['content_hash'] === wanted.contentHash &&
      stocked?.['inventory_hash'] === wanted.inventoryHash &&
      content.length + inventory.length === 0
    );
  }

  /** Pictures of an earlier publication that are the product's no more would be shown with it. */
  private async checkPictures(context: StepContext, listing: EtsyListing): Promise<void> {
    const ours = uploadedImages(context.results).map(({ image_id }) => image_id);
    const shown = (listing.images ?? (await this.images.list(context, listing.listingId))).map(
      ({ imageId }) => imageId,
    );
    const missing = ours.filter((imageId) => !shown.includes(imageId));
    if (missing.length > 0) throw notShownYet(missing);
    for (const surplus of shown.filter((imageId) => !ours.includes(imageId))) {
      await this.images.remove(context, addressOf(context), surplus);
    }
  }
}

function notTakenYet(differing: readonly string[]): CallFailedError {
  const failure: Failure = {
    code: 'etsy.change_not_visible',
    message: `Etsy has taken a change and still shows something else: ${differing.join(', ')}.`,
    actor: 'marketplace',
    original: { differing },
  };
  return new CallFailedError(failure, { kind: 'repeat', options: { afterMs: SHOW_MS } });
}

function notShownYet(missing: readonly number[]): CallFailedError {
  const failure: Failure = {
    code: 'etsy.pictures_not_visible',
    message: 'Etsy has taken the pictures and does not show all of them yet.',
    actor: 'marketplace',
    original: { missing },
  };
  return new CallFailedError(failure, { kind: 'repeat', options: { afterMs: SHOW_MS } });
}
