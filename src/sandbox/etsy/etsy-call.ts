import type { Answer, Exchange } from '../http/exchange.ts';
import { badField, EtsyRefusal } from './etsy-error.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';

/** A call of an application that Etsy knows. */
export interface PublicCall {
  readonly exchange: Exchange;
  readonly params: Readonly<Record<string, string>>;
  readonly world: EtsyWorld;
}

/** A call that a seller has authorised. */
export interface EtsyCall extends PublicCall {
  /** The shop whose token was presented. */
  readonly shop: EtsyShop;
}

/** Carries one operation out; refuses by throwing {@link EtsyRefusal}. */
export type EtsyHandler = (call: EtsyCall) => Answer;

/**
 * @param call the call
 * @param name of a path parameter
 * @returns its value, a whole number from 1
 * @throws EtsyRefusal with 400 when it is anything else
 */
export function idParam(call: PublicCall, name: string): number {
  const value = call.params[name] ?? '';
  if (!/^[1-9]\d{0,15}$/.test(value)) throw badField(name, 'must be a whole number from 1');
  return Number(value);
}

/**
 * Checks that the path names the shop of the token.
 *
 * @param call a call of a path with `shop_id`
 * @returns the shop
 * @throws EtsyRefusal with 403 when the token is another shop's
 */
export function ownShop(call: EtsyCall): EtsyShop {
  if (idParam(call, 'shop_id') !== call.shop.setup.shopId)
    throw new EtsyRefusal(403, 'The user does not own this shop');
  return call.shop;
}

/**
 * Finds the listing that the path names among those of the token's shop.
 *
 * @param call a call of a path with `listing_id`, and perhaps `shop_id`
 * @returns the listing
 * @throws EtsyRefusal with 404 when there is none, 403 when it is another shop's
 */
export function ownListing(call: EtsyCall): StoredListing {
  if (call.params['shop_id'] !== undefined) ownShop(call);
  const listingId = idParam(call, 'listing_id');
  const found = call.world.findListing(listingId);
  if (found === undefined) throw new EtsyRefusal(404, `Could not find a Listing with id ${listingId}`);
  if (found.shop !== call.shop) throw new EtsyRefusal(403, 'The user does not own this listing');
  return found.listing;
}

/**
 * Finds a listing that the caller may read: any of its own, and what any buyer sees of others.
 *
 * @param call a call of a path with `listing_id`
 * @returns the listing and its shop
 * @throws EtsyRefusal with 404 when there is none
 */
export function readableListing(call: EtsyCall): { shop: EtsyShop; listing: StoredListing } {
  const listingId = idParam(call, 'listing_id');
  const found = call.world.findListing(listingId);
  if (found === undefined || (found.shop !== call.shop && found.listing.state !== 'active'))
    throw new EtsyRefusal(404, `Could not find a Listing with id ${listingId}`);
  return found;
}
