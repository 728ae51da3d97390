import type { StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import type { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { addressOf } from '../publish/draft-of-job.ts';
import { contentChangeOf } from './content-change.ts';
import type { ContentChange } from './content-change.ts';
import { inventoryChangeOf } from './inventory-change.ts';
import type { WantedUpdate } from './wanted-update.ts';

/** Sends what changes of a live listing, all but its pictures. */
export class ListingWrites {
  /**
   * @param listings Etsy's listings
   * @param taxonomy Etsy's taxonomy
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly taxonomy: EtsyTaxonomy,
  ) {}

  /**
   * Chooses the fields of updateListing's form.
   * @param context the job
   * @param wanted what Etsy is to hold
   * @param groups the groups that change
   * @returns the fields
   * @throws {CallFailedError} for calls that failed, and as a refusal where Etsy has no such place
   */
  async contentOf(
    context: StepContext,
    wanted: WantedUpdate,
    groups: readonly string[],
  ): Promise<ContentChange> {
    const placed = groups.includes('category');
    const taxonomyId = placed ? await this.taxonomy.idOf(context, wanted.taxonomy) : undefined;
    if (placed && taxonomyId === undefined) throw categoryUnknown(wanted.product.category);
    return contentChangeOf(wanted, taxonomyId, groups);
  }

  /**
   * Sends the fields.
   * @param context the job
   * @param change the fields
   * @throws {CallFailedError} for a call that failed
   */
  async content(context: StepContext, change: ContentChange): Promise<void> {
    const { shopId, listingId } = addressOf(context);
    if (Object.keys(change).length > 0) await this.listings.revise(context, shopId, listingId, change);
  }

  /**
   * Reads the inventory, merges what changes, and writes it back.
   * @param context the job
   * @param wanted what Etsy is to hold
   * @param groups the groups that change
   * @returns the listing as it stood before; undefined where it is not live any more, and nothing was written
   * @throws {CallFailedError} for calls that failed, and as a refusal where the seller made the listing vary on Etsy
   */
  async inventory(
    context: StepContext,
    wanted: WantedUpdate,
    groups: readonly string[],
  ): Promise<EtsyListing | undefined> {
    const { listingId } = addressOf(context);
    const read = await this.listings.inventory(context, listingId);
    // A quantity that is set for a piece which was sold since would put it on sale once more.
    if (read === undefined || read.listing.state !== 'active') return undefined;
    const { currency } = read.listing;
    if (currency !== undefined && currency !== wanted.product.currency) {
      throw wrongCurrency(currency, wanted.product.currency);
    }
    const body = inventoryChangeOf(read.inventory, wanted, groups);
    if (body === undefined) throw hasVariations();
    await this.listings.putInventory(context, listingId, body);
    return read.listing;
  }
}

function categoryUnknown(category: string | null): CallFailedError {
  const message = `Etsy's taxonomy has no place for "${category}"; choose another, or give the Etsy category number.`;
  return refusal('etsy.category_unknown', message, 'category');
}

function wrongCurrency(shop: string, product: string): CallFailedError {
  const message = `This Etsy shop sells in ${shop}; this product is priced in ${product}.`;
  return refusal('etsy.currency_mismatch', message, 'currency');
}

function hasVariations(): CallFailedError {
  const message =
    'This listing was given variations on Etsy. Change its price, quantity and SKU there, or relist it from here.';
  return refusal('etsy.has_variations', message, 'price');
}

function refusal(code: string, message: string, field: string): CallFailedError {
  return new CallFailedError(
    { code, message, actor: 'seller', fields: [{ field, code, message }] },
    { kind: 'refused' },
  );
}
