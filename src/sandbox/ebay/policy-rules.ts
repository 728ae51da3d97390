import { EbayRefusal } from './ebay-error.ts';
import type { StoredOffer } from './ebay-records.ts';
import { objectAt, textAt } from './json-access.ts';
import type { SellerAccount } from './seller-account.ts';

const KINDS = [
  { kind: 'fulfillment', field: 'fulfillmentPolicyId', errorId: 25007 },
  { kind: 'payment', field: 'paymentPolicyId', errorId: 25008 },
  { kind: 'return', field: 'returnPolicyId', errorId: 25009 },
] as const;

/**
 * Checks an offer's business policies when it is published.
 *
 * @param account the seller
 * @param offer the offer
 * @throws EbayRefusal 25007 to 25009 for a policy that is missing or unknown; for one of another marketplace the
 *   misleading 404 with 25713 that was seen on the live service
 */
export function checkListingPolicies(account: SellerAccount, offer: StoredOffer): void {
  const chosen = objectAt(offer.details, 'listingPolicies');
  for (const { kind, field, errorId } of KINDS) {
    const id = textAt(chosen, field) ?? '';
    if (account.setup.policies[offer.marketplaceId]?.[kind] === id) continue;
    const elsewhere = Object.values(account.setup.policies).some((policies) => policies[kind] === id);
    throw elsewhere ? new EbayRefusal(25713) : new EbayRefusal(errorId, { info: `${field} ${id}` });
  }
}
