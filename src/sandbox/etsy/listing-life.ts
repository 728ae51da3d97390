import { badField, EtsyRefusal } from './etsy-error.ts';
import type { ListingState, StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';

/** A paid listing runs for four months (Etsy's fee page); the stand-in counts 120 days. */
const LISTED_SECONDS = 120 * 24 * 3600;

/** States in which nothing is to be done, by the state that was asked for, and those from which it can be reached. */
const REACHED_FROM: Readonly<Record<'active' | 'inactive', readonly ListingState[]>> = {
  active: ['draft', 'inactive', 'sold_out', 'expired'],
  inactive: ['active'],
};

/**
 * @param world tells the time
 * @param listing changed now
 */
export function touch(world: EtsyWorld, listing: StoredListing): void {
  listing.updatedAt = world.seconds();
}

/**
 * Changes the state of a listing as a seller asks for. Activation charges the listing fee, unless the time that was
 * paid for still runs.
 *
 * @param world tells the time
 * @param shop whose listing it is
 * @param listing the listing
 * @param wanted the state; the one it has is no change
 * @throws EtsyRefusal with 409 for a state that cannot be left, 400 for what activation lacks
 */
export function changeState(
  world: EtsyWorld,
  shop: EtsyShop,
  listing: StoredListing,
  wanted: 'active' | 'inactive',
): void {
  if (listing.hold === 'frozen')
    throw new EtsyRefusal(409, 'The listing is not publishable because it is frozen');
  if (listing.hold === 'edit')
    throw new EtsyRefusal(409, `Cannot change a listing to ${wanted} in this state: state = edit`);
  if (listing.state === wanted) return;
  if (!REACHED_FROM[wanted].includes(listing.state))
    throw new EtsyRefusal(
      409,
      `Cannot change a listing to ${wanted} in this state: state = ${listing.state}`,
    );
  if (wanted === 'active') activate(world, shop, listing);
  enter(world, listing, wanted);
}

/**
 * Puts a listing into a state without asking whether it may.
 *
 * @param world tells the time
 * @param listing the listing
 * @param state its state from now on
 */
export function enter(world: EtsyWorld, listing: StoredListing, state: ListingState): void {
  listing.state = state;
  listing.stateAt = world.seconds();
  touch(world, listing);
}

function activate(world: EtsyWorld, shop: EtsyShop, listing: StoredListing): void {
  checkSellable(shop, listing);
  const now = world.seconds();
  if (listing.state === 'sold_out') restock(listing);
  const isPaid = listing.fees > 0 && listing.endsAt > now && listing.state === 'inactive';
  if (isPaid) return;
  listing.fees += 1;
  shop.chargeFee();
  listing.endsAt = now + LISTED_SECONDS;
}

/**
 * Checks what an active listing cannot be without.
 *
 * @param shop whose listing it is
 * @param listing the listing as it would be
 * @throws EtsyRefusal with 400 for the first thing that is missing
 */
export function checkSellable(shop: EtsyShop, listing: StoredListing): void {
  const { details, inventory, imageIds } = listing;
  const needed = [
    ['images', imageIds.length > 0],
    ['shipping_profile_id', typeof details['shipping_profile_id'] === 'number'],
    ['return/policy', typeof details['return_policy_id'] === 'number'],
  ] as const;
  const isDigital = details['type'] === 'download';
  for (const [path, isThere] of isDigital ? needed.slice(0, 1) : needed)
    if (!isThere) throw badField(path, 'cannot be null', 'required');
  if (isDigital) return;
  if (shop.setup.shippingProfile?.complete === false)
    throw badField('shipping_profile_id', 'the shipping profile has no destination', 'incomplete');
  const offerings = inventory.products.flatMap((product) => product.offerings);
  if (offerings.some(({ isEnabled, readinessStateId }) => isEnabled && readinessStateId === null))
    throw badField('readiness_state_id', 'cannot be null', 'required');
}

/** The contract: a sold-out listing that is activated has one piece again. */
function restock(listing: StoredListing): void {
  const [offering] = listing.inventory.products.flatMap((product) => product.offerings);
  if (offering !== undefined) offering.quantity = 1;
}
