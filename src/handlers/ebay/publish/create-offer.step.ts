import { done, retry } from '../../../domain/outcome.ts';
import type { Done, Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayInventoryClient } from '../ebay-inventory.client.ts';
import { newOfferOf } from '../ebay-mapper.ts';
import { fixedPriceOffer } from '../fixed-price-offer.ts';
import { wantedOf } from './wanted.ts';

/** eBay's number for user errors of every kind; one of them is "this offer exists". */
const USER_ERROR = 25002;
/** An offer that eBay refuses to duplicate and does not show yet. */
const INDEX_LAG_MS = 5_000;

/** Creates the offer, or adopts the one that already has its SKU, marketplace and format. */
export class CreateOfferStep implements Step {
  /** @param inventory eBay's Inventory API */
  constructor(private readonly inventory: EbayInventoryClient) {}

  /**
   * @param _task the step
   * @param context the job; the item must have been written
   * @returns done with the offer's id, `adopted` where it was there before; the listing is a draft from now on
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const wanted = wantedOf(context);
    const offer = newOfferOf(wanted, wanted.settings);
    try {
      const offerId = await this.inventory.createOffer(context, offer, wanted.settings.contentLanguage);
      return offered(context, wanted.sku, {
        offer_id: offerId,
        adopted: false,
        offer_hash: wanted.offerHash,
      });
    } catch (error) {
      const userError = error instanceof EbayCallError ? error.error(USER_ERROR) : undefined;
      if (!(error instanceof EbayCallError) || userError === undefined) throw error;
      const offerId = userError.parameters['offerId'] || (await this.find(context));
      if (offerId !== undefined) return offered(context, wanted.sku, { offer_id: offerId, adopted: true });
      if (!/already exist/i.test(userError.message)) throw error;
      return retry(
        { ...error.failure, code: 'ebay.offer_not_visible', actor: 'marketplace' },
        { afterMs: INDEX_LAG_MS },
      );
    }
  }

  /**
   * @param _task the step
   * @param context the job
   * @returns done with the offer eBay has for this SKU, marketplace and format, or absent
   */
  async lookUp(_task: TaskView, context: StepContext): Promise<Reconciliation> {
    const offerId = await this.find(context);
    const sku = earlierText(context, 'put_inventory_item', 'ebay_sku');
    return offerId === undefined
      ? { kind: 'absent' }
      : offered(context, sku, { offer_id: offerId, adopted: true });
  }

  private async find(context: StepContext): Promise<string | undefined> {
    const sku = earlierText(context, 'put_inventory_item', 'ebay_sku');
    const site = earlierText(context, 'put_inventory_item', 'marketplace_id');
    return (await fixedPriceOffer(this.inventory, context, sku, site))?.offerId;
  }
}

/**
 * Ends the step that found or made the offer. The ids are journalled with it, so that nothing that follows can lose them.
 * @param context the job; a listing that is live stays so while it is published anew
 * @param sku eBay's SKU of the offer
 * @param result the offer's id, and whether it was there before
 * @returns the outcome
 */
export function offered(
  { listing }: StepContext,
  sku: string,
  result: { readonly offer_id: string; readonly adopted: boolean; readonly offer_hash?: string },
): Done {
  const unpublished = result.adopted ? 'unknown' : 'draft';
  return done({ ...result }, [
    {
      type: 'listing',
      status: listing?.status === 'live' ? 'live' : unpublished,
      externalIds: { ebay_sku: sku, offer_id: result.offer_id },
    },
  ]);
}
