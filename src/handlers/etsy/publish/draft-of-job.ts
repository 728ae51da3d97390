import type { StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { earlierText } from '../../http/earlier-text.ts';
import type { ListingAddress } from '../etsy-images.client.ts';

/**
 * The listing that this job works on.
 * @param context the job, and the results of the steps before
 * @returns its shop and its id
 * @throws {CallFailedError} as a refusal, where the draft's step left none
 */
export function addressOf(context: StepContext): ListingAddress {
  return {
    shopId: Number(earlierText(context, 'create_draft', 'shop_id')),
    listingId: Number(earlierText(context, 'create_draft', 'listing_id')),
  };
}

/**
 * Tells whether the listing was found sold when the job began. Nothing may be changed then: setting a quantity or a
 * state would renew it, and sell the piece a second time.
 * @param context the job, and the results of the steps before
 * @returns true for a listing that is sold
 */
export function wasSold({ results }: StepContext): boolean {
  return results['create_draft']?.['state'] === 'sold_out';
}

/**
 * The failure of a step whose listing was deleted on Etsy.
 * @returns a refusal
 */
export function listingGone(): CallFailedError {
  return new CallFailedError(
    {
      code: 'etsy.listing_gone',
      message: 'The listing was deleted on Etsy while it was being published. Publish the product anew.',
      actor: 'seller',
    },
    { kind: 'refused' },
  );
}
