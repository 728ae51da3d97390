import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import type { EtsyWorld } from './etsy-world.ts';

/**
 * @param world knows where the stand-in listens
 * @param shop whose picture it is
 * @param listing the listing that shows it
 * @param imageId number of a picture of the shop
 * @param rank its place, from 1
 * @returns Etsy's `ListingImage`; colours and size are null as long as Etsy processes a picture, here for ever
 */
export function describeImage(
  world: EtsyWorld,
  shop: EtsyShop,
  listing: StoredListing,
  imageId: number,
  rank: number,
): Record<string, unknown> {
  const image = shop.images.get(imageId);
  const url = `${world.baseUrl}/il/${imageId}`;
  const createdAt = image?.createdAt ?? 0;
  return {
    listing_id: listing.listingId,
    listing_image_id: imageId,
    hex_code: null,
    red: null,
    green: null,
    blue: null,
    hue: null,
    saturation: null,
    brightness: null,
    is_black_and_white: null,
    creation_tsz: createdAt,
    created_timestamp: createdAt,
    rank,
    url_75x75: `${url}/75x75`,
    url_170x135: `${url}/170x135`,
    url_570xN: `${url}/570xN`,
    url_fullxfull: `${url}/fullxfull`,
    full_height: null,
    full_width: null,
    alt_text: image?.altText ?? '',
  };
}
