import { done, unknown } from '../../../domain/outcome.ts';
import type { Done, Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { listingUrl } from '../listing-url.ts';
import { addressOf, listingGone } from './draft-of-job.ts';
import type { DraftUpdate } from './draft-update.ts';
import { hashesOf } from './sent-hashes.ts';
import type { WantedListings } from './wanted.ts';

/** Makes the listing live. It reads before it acts and after: the call costs a fee, and its answer has been wrong. */
export class ActivateStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param update brings the listing to what is wanted
   * @param wanted maps the product
   * @param siteUrl base of listing pages
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly update: DraftUpdate,
    private readonly wanted: WantedListings,
    private readonly siteUrl: string,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the draft
   * @returns done once Etsy shows the listing as active, or as sold; unknown where it took the call and does not
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { shopId, listingId } = addressOf(context);
    const before = found(await this.listings.listingWithSkus(context, listingId));
    // A sale may have been faster than this job. Activating a listing that is sold out renews it.
    if (before.state === 'sold_out') return this.live(context, before, {});
    const wanted = this.wanted.of(context);
    if (before.currency !== undefined && before.currency !== wanted.product.currency) {
      throw wrongCurrency(before.currency, wanted.product.currency);
    }
    const ready = await this.update.bring(context, before, wanted);
    const sent = { ...hashesOf(wanted), sku_seen: ready.skus?.join() === wanted.sku };
    if (isPublished(ready)) return this.live(context, ready, sent);
    await this.listings.activate(context, shopId, listingId);
    const after = await this.read(context);
    if (isPublished(after)) return this.live(context, after, sent);
    return unknown({
      code: 'etsy.activation_not_visible',
      message: `Etsy took the activation, and still shows the listing as ${after.state}.`,
      actor: 'marketplace',
    });
  }

  /**
   * @param _task the step
   * @param context the job, and the draft
   * @returns done where Etsy shows the listing as active or sold, absent while it is a draft
   */
  async lookUp(_task: TaskView, context: StepContext): Promise<Reconciliation> {
    const listing = await this.read(context);
    if (!isPublished(listing)) return { kind: 'absent' };
    const wanted = this.wanted.ifReady(context);
    // What Etsy holds is known only if the product has not changed since the steps before.
    const sent = wanted !== undefined && this.update.isSent(context, listing, wanted) ? hashesOf(wanted) : {};
    return this.live(context, listing, sent);
  }

  private async read(context: StepContext): Promise<EtsyListing> {
    return found(await this.listings.listing(context, addressOf(context).listingId));
  }

  private live(
    { listing: row }: StepContext,
    listing: EtsyListing,
    sent: Readonly<Record<string, unknown>>,
  ): Done {
    const url = listingUrl(listing.listingId, this.siteUrl);
    return done({ listing_id: String(listing.listingId), state: listing.state, url, ...sent }, [
      {
        type: 'listing',
        status: row?.status === 'live' ? 'live' : 'unknown',
        externalIds: { listing_id: String(listing.listingId) },
        url,
      },
    ]);
  }
}

function found(listing: EtsyListing | undefined): EtsyListing {
  if (listing === undefined) throw listingGone();
  return listing;
}

function isPublished({ state }: EtsyListing): boolean {
  return state === 'active' || state === 'sold_out';
}

function wrongCurrency(shop: string, product: string): CallFailedError {
  const code = 'etsy.currency_mismatch';
  const message = `This Etsy shop sells in ${shop}; this product is priced in ${product}.`;
  return new CallFailedError(
    { code, message, actor: 'seller', fields: [{ field: 'currency', code, message }] },
    { kind: 'refused' },
  );
}
