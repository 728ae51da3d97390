import type { Effect } from '../../../domain/effects.ts';
import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome, Refused } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { siteNamed } from '../ebay-marketplaces.ts';
import { ebaySkuOf } from '../ebay-sku.ts';
import { fixedPriceOffer } from '../fixed-price-offer.ts';
import { storedPictures } from '../publish/uploaded-pictures.ts';
import { groupsOf, revisionOf } from './revision.ts';
import { stateOf } from './standing-offer.ts';

/** Looks at the listing before anything is changed. */
export class ReadListingStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * Forgets what was sent of the groups that are about to be written: should the job end half way, nobody may take
   * the earlier content for what eBay holds.
   * @param task the step; its payload names the groups that are to be written
   * @param context the job
   * @returns done with the ids and how the listing stands; refused where it is on another site than the account's
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const { settings, sku: skuNow } = revisionOf(context);
    const { listing } = context;
    // The SKU of the time of publishing: a product's own may have been edited since.
    const sku = textOf(listing?.externalIds['ebay_sku']) ?? skuNow;
    const known = textOf(listing?.externalIds['offer_id']);
    const remembered = known === undefined ? undefined : await this.inventory.offer(context, known);
    const offer = remembered ?? (await fixedPriceOffer(this.inventory, context, sku, settings.marketplaceId));
    if (offer !== undefined && offer.marketplaceId !== settings.marketplaceId) {
      return otherSite(offer.marketplaceId, settings.marketplaceId);
    }
    // A row that was closed since the plan was made must not be opened again.
    const status = listing === null ? 'ended' : stateOf(offer);
    const listingId = offer?.listing?.listingId ?? textOf(listing?.externalIds['listing_id']);
    const result = {
      status,
      ebay_sku: offer?.sku || sku || ebaySkuOf(context.product?.sku ?? ''),
      marketplace_id: settings.marketplaceId,
      ...(offer === undefined ? {} : { offer_id: offer.offerId }),
      ...(listingId === undefined ? {} : { listing_id: listingId }),
    };
    return done(result, status === 'live' ? forgotten(context, groupsOf(task)) : []);
  }
}

/**
 * The refusal to write to a listing on another site.
 * @param began the site of the listing
 * @param now the account's site
 * @returns the refusal
 */
export function otherSite(began: string, now: string): Refused {
  const message = `This listing is on ${siteNamed(began)}, the account lists on ${siteNamed(now)}. End it there and publish anew.`;
  const field = 'account.settings.marketplace_id';
  const code = 'ebay.site_changed';
  return refused({ code, message, actor: 'seller', fields: [{ field, code, message }] });
}

function forgotten({ listing }: StepContext, groups: readonly string[]): readonly Effect[] {
  if (listing === null) return [];
  const fields = Object.entries(recordOf(recordOf(listing.fingerprint)['fields'])).filter(
    ([group]) => !groups.includes(group),
  );
  const fingerprint = { fields: Object.fromEntries(fields), pictures: storedPictures(listing.fingerprint) };
  return [{ type: 'listing', status: listing.status, fingerprint }];
}
