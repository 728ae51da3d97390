import { describeImage } from './describe-image.ts';
import { describeInventory } from './describe-inventory.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { moneyOf } from './money.ts';

/**
 * @param listing a listing
 * @returns the least price of its offerings, hundredths
 */
export function leastPriceCents(listing: StoredListing): number {
  return Math.min(
    ...listing.inventory.products.flatMap(({ offerings }) => offerings.map(({ priceCents }) => priceCents)),
  );
}

/**
 * @param listing a listing
 * @returns the pieces that can be bought
 */
export function piecesLeft(listing: StoredListing): number {
  const offerings = listing.inventory.products.flatMap((product) => product.offerings);
  return offerings.reduce((sum, { isEnabled, quantity }) => sum + (isEnabled ? quantity : 0), 0);
}

/**
 * @param world knows where the stand-in listens
 * @param shop whose listing it is
 * @param listing the listing
 * @returns Etsy's `ShopListing`
 */
export function describeListing(
  world: EtsyWorld,
  shop: EtsyShop,
  listing: StoredListing,
): Record<string, unknown> {
  const { details } = listing;
  const given = (name: string, otherwise: unknown = null): unknown => details[name] ?? otherwise;
  const readiness = listing.inventory.products[0]?.offerings[0]?.readinessStateId ?? null;
  const isTaxable = given('is_taxable', true) === true;
  return {
    listing_id: listing.listingId,
    user_id: shop.setup.userId,
    shop_id: shop.setup.shopId,
    title: given('title'),
    description: given('description'),
    state: listing.state,
    creation_timestamp: listing.createdAt,
    created_timestamp: listing.createdAt,
    original_creation_timestamp: listing.createdAt,
    ending_timestamp: listing.endsAt,
    last_modified_timestamp: listing.updatedAt,
    updated_timestamp: listing.updatedAt,
    state_timestamp: listing.stateAt,
    quantity: piecesLeft(listing),
    shop_section_id: null,
    featured_rank: given('featured_rank', -1),
    url: `${world.baseUrl}/listing/${listing.listingId}`,
    num_favorers: 0,
    is_taxable: isTaxable,
    non_taxable: !isTaxable,
    is_customizable: given('is_customizable', false),
    is_personalizable: given('is_personalizable', false),
    listing_type: given('type', 'physical'),
    tags: given('tags', []),
    materials: given('materials', []),
    style: given('styles', []),
    shipping_profile_id: given('shipping_profile_id'),
    return_policy_id: given('return_policy_id'),
    processing_min: given('processing_min'),
    processing_max: given('processing_max'),
    who_made: given('who_made'),
    when_made: given('when_made'),
    is_supply: given('is_supply'),
    item_weight: given('item_weight'),
    item_weight_unit: given('item_weight_unit'),
    item_length: given('item_length'),
    item_width: given('item_width'),
    item_height: given('item_height'),
    item_dimensions_unit: given('item_dimensions_unit'),
    is_private: false,
    file_data: '',
    has_variations: listing.inventory.products.length > 1,
    should_auto_renew: given('should_auto_renew', false),
    language: 'fr',
    price: moneyOf(leastPriceCents(listing), shop.setup.currency),
    taxonomy_id: given('taxonomy_id'),
    // The contract: only an active listing is sure to show it.
    readiness_state_id: listing.state === 'active' ? readiness : null,
  };
}

/**
 * @param world knows where the stand-in listens
 * @param shop whose listing it is
 * @param listing the listing
 * @param includes names of associations that the caller asked for
 * @returns Etsy's `ShopListingWithAssociations`; what was not asked for is absent, SKUs come with the inventory
 */
export function describeWithAssociations(
  world: EtsyWorld,
  shop: EtsyShop,
  listing: StoredListing,
  includes: readonly string[],
): Record<string, unknown> {
  const images = listing.imageIds.map((imageId, at) => describeImage(world, shop, listing, imageId, at + 1));
  const skus = listing.inventory.products.map(({ sku }) => sku).filter((sku) => sku !== '');
  return {
    ...describeListing(world, shop, listing),
    ...(includes.includes('Images') ? { images } : {}),
    ...(includes.includes('Inventory')
      ? { inventory: describeInventory(listing.inventory, shop.setup.currency), skus }
      : {}),
  };
}
