import type { PlanContext, StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { positive } from '../etsy-account-settings.ts';

/** What an ending without a product is refused with. */
export const PRODUCT_REQUIRED = {
  code: 'etsy.product_required',
  message: 'Ending a listing needs a product.',
} as const;

/**
 * The id by which Etsy knows the listing that is to end.
 * @param context the job, and the results of the steps before where there are some
 * @returns the id that is stored with the listing, or that `find` has found; undefined where there is neither
 */
export function listingIdOf(
  context: PlanContext & Partial<Pick<StepContext, 'results'>>,
): number | undefined {
  return (
    positive(context.results?.['find']?.['listing_id']) ??
    positive(context.listing?.externalIds['listing_id'])
  );
}

/**
 * The shop of the account, as far as it is known without asking Etsy.
 * @param context the job
 * @returns the shop's id; undefined where neither the account nor the listing names one
 * @throws {CallFailedError} as a refusal, where the account has moved to another shop since: Etsy shows a listing that
 *   is not active to its own shop only, so from elsewhere it would look as if it were gone
 */
export function shopIdOf({ account, listing }: PlanContext): number | undefined {
  const present = positive(account.settings['shop_id']);
  const stored = positive(listing?.externalIds['shop_id']);
  if (present !== undefined && stored !== undefined && present !== stored) throw inAnotherShop(stored);
  return present ?? stored;
}

/**
 * The failure of ending a listing that is another shop's.
 * @param shopId the listing's shop
 * @returns a refusal
 */
export function inAnotherShop(shopId: number): CallFailedError {
  return shopRefusal(
    'etsy.shop_changed',
    `This product is listed in shop ${shopId}. Choose that shop to end the listing, or end it on Etsy.`,
  );
}

/**
 * The failure of looking for a listing without knowing where.
 * @returns a refusal
 */
export function shopMissing(): CallFailedError {
  return shopRefusal('etsy.setting_missing', 'Choose your Etsy shop.');
}

function shopRefusal(code: string, message: string): CallFailedError {
  const field = 'account.settings.shop_id';
  return new CallFailedError(
    { code, message, actor: 'seller', fields: [{ field, code, message }] },
    { kind: 'refused' },
  );
}

/**
 * All listings that a job ends: copies that a newer one superseded first, so that the newest is what may be left.
 * @param context the job, and the results of the steps before
 * @returns Etsy's ids
 */
export function listingIdsOf(
  context: PlanContext & Partial<Pick<StepContext, 'results'>>,
): readonly number[] {
  const open = listingIdOf(context);
  const superseded = supersededIdsOf(context).filter((listingId) => listingId !== open);
  return open === undefined ? superseded : [...superseded, open];
}

/**
 * The superseded listings that have not ended.
 * @param context the job, and the results of the steps before
 * @returns Etsy's ids, as they were when the job began
 */
export function supersededIdsOf(
  context: PlanContext & Partial<Pick<StepContext, 'results'>>,
): readonly number[] {
  const noted = context.results?.['find']?.['superseded'];
  if (Array.isArray(noted)) return noted.flatMap((id) => positive(id) ?? []);
  return context.superseded.flatMap(({ externalIds }) => positive(externalIds['listing_id']) ?? []);
}
