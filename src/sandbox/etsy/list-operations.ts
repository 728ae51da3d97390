import type { Answer } from '../http/exchange.ts';
import { describeWithAssociations, leastPriceCents } from './describe-listing.ts';
import { ownShop, type EtsyCall } from './etsy-call.ts';
import { badField } from './etsy-error.ts';
import { LISTING_STATES, type StoredListing } from './etsy-records.ts';
import { ascendingIn, listIn, pageIn, pageOf, wordIn } from './query-values.ts';

const ASSOCIATIONS = [
  'Shipping',
  'Images',
  'Shop',
  'User',
  'Translations',
  'Videos',
  'Personalization',
  'BuyerPrice',
];
/** Most listings one batch read takes. */
const MOST_IN_BATCH = 100;

/**
 * `GET shops/{shop_id}/listings`: one state a call.
 *
 * @param call the call
 * @returns how many there are, and one page of them
 * @throws EtsyRefusal with 400 or 403
 */
export function listListings(call: EtsyCall): Answer {
  const shop = ownShop(call);
  const { query } = call.exchange;
  const state = wordIn(query, 'state', LISTING_STATES, 'active');
  const sortOn = wordIn(query, 'sort_on', ['created', 'price', 'updated', 'score'] as const, 'created');
  const includes = includesIn(query, true);
  const direction = ascendingIn(query) ? 1 : -1;
  const keyOf = (listing: StoredListing): number => {
    if (sortOn === 'price') return leastPriceCents(listing);
    return sortOn === 'updated' ? listing.updatedAt : listing.createdAt;
  };
  const found = [...shop.listings.values()]
    .filter((listing) => listing.state === state && listing.visibleAt <= call.world.now())
    .sort((a, b) => direction * (keyOf(a) - keyOf(b) || a.listingId - b.listingId));
  const page = pageOf(found, pageIn(query), call.world.options.repeatedRows);
  return {
    status: 200,
    json: {
      count: found.length,
      results: page.map((listing) => describeWithAssociations(call.world, shop, listing, includes)),
    },
  };
}

/**
 * `GET listings/batch`: listings by number, the caller's own in any state and those of others that buyers see.
 *
 * @param call the call
 * @returns those that exist, in the order of the numbers
 * @throws EtsyRefusal with 400 for no number, a malformed one, or more than 100
 */
export function batchListings(call: EtsyCall): Answer {
  const { query } = call.exchange;
  const ids = [...new Set(listIn(query, 'listing_ids'))];
  if (ids.length === 0) throw badField('listing_ids', 'is required', 'required');
  if (ids.length > MOST_IN_BATCH)
    throw badField('listing_ids', `cannot be more than ${MOST_IN_BATCH}`, 'too_many');
  const malformed = ids.find((id) => !/^[1-9]\d{0,15}$/.test(id));
  if (malformed !== undefined) throw badField('listing_ids', `${malformed} is no number of a listing`);
  const includes = includesIn(query, false);
  const results = ids.flatMap((id) => {
    const found = call.world.findListing(Number(id));
    if (found === undefined || found.listing.visibleAt > call.world.now()) return [];
    if (found.shop !== call.shop && found.listing.state !== 'active') return [];
    return [describeWithAssociations(call.world, found.shop, found.listing, includes)];
  });
  return { status: 200, json: { count: results.length, results } };
}

/**
 * @param query the query of a call
 * @param withInventory whether this operation can include the inventory: only the list of a shop can
 * @returns the associations that are asked for
 * @throws EtsyRefusal with 400 for a word the contract does not name
 */
export function includesIn(query: URLSearchParams, withInventory: boolean): readonly string[] {
  const allowed = withInventory ? [...ASSOCIATIONS, 'Inventory'] : ASSOCIATIONS;
  const includes = listIn(query, 'includes');
  if (includes.some((word) => !allowed.includes(word)))
    throw badField('includes', `must be among ${allowed.join(', ')}`, 'invalid_enum');
  return includes;
}
