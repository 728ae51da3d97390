import type { Answer } from '../http/exchange.ts';
import { parseMultipart } from '../http/multipart.ts';
import { imageKind } from '../pictures/image-kind.ts';
import { describeImage } from './describe-image.ts';
import { idParam, ownListing, readableListing, type EtsyCall } from './etsy-call.ts';
import { badField, EtsyRefusal } from './etsy-error.ts';
import type { StoredListing } from './etsy-records.ts';
import type { EtsyShop } from './etsy-shop.ts';
import { fitForm, type FormShape, type FormValues } from './form-fields.ts';
import { touch } from './listing-life.ts';

/** Most pictures of a listing, and longest text of one (contract). */
const MOST_IMAGES = 20;
const MAX_ALT_TEXT = 500;

const IMAGE_FIELDS: FormShape = {
  listing_image_id: { kind: 'integer', least: 1 },
  rank: { kind: 'integer', least: 1 },
  overwrite: { kind: 'flag' },
  is_watermarked: { kind: 'flag' },
  alt_text: { kind: 'text' },
};

/**
 * `POST shops/{shop_id}/listings/{listing_id}/images`: multipart. Without `overwrite` a picture is put in at its rank
 * and moves the others back, so that sending it twice shows it twice.
 *
 * @param call the call
 * @returns 201 with the picture
 * @throws EtsyRefusal with 400, 403, 404, and 409 when the listing has 20 pictures
 */
export function uploadImage(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const parts = parseMultipart(call.exchange.headers['content-type'] ?? '', call.exchange.body);
  if (parts === undefined) throw new EtsyRefusal(400, 'The request body must be multipart/form-data');
  const file = parts.find((part) => part.name === 'image');
  const texts = parts
    .filter((part) => part !== file)
    .map((part) => [part.name, part.bytes.toString('utf8')] as const);
  const sent = fitForm(texts, IMAGE_FIELDS, []);
  if (typeof sent['alt_text'] === 'string' && [...sent['alt_text']].length > MAX_ALT_TEXT)
    throw badField('alt_text', `cannot be more than ${MAX_ALT_TEXT} characters`, 'too_long');
  const at = Math.min(((sent['rank'] ?? 1) as number) - 1, listing.imageIds.length);
  const overwrites = sent['overwrite'] === true && at < listing.imageIds.length;
  if (!overwrites && listing.imageIds.length >= MOST_IMAGES)
    throw new EtsyRefusal(409, `The listing has ${MOST_IMAGES} images already`);
  const imageId = file === undefined ? knownImage(call.shop, sent) : storeImage(call, file.bytes, sent);
  listing.imageIds = listing.imageIds
    .filter((id) => id !== imageId)
    .toSpliced(at, overwrites ? 1 : 0, imageId);
  touch(call.world, listing);
  return { status: 201, json: describe(call, listing, imageId) };
}

/**
 * `GET listings/{listing_id}/images`.
 *
 * @param call the call
 * @returns the pictures in their order
 * @throws EtsyRefusal with 404
 */
export function listImages(call: EtsyCall): Answer {
  const { shop, listing } = readableListing(call);
  const results = listing.imageIds.map((id, at) => describeImage(call.world, shop, listing, id, at + 1));
  return { status: 200, json: { count: results.length, results } };
}

/**
 * `DELETE shops/{shop_id}/listings/{listing_id}/images/{listing_image_id}`.
 *
 * @param call the call
 * @returns 204
 * @throws EtsyRefusal with 403, 404, and 400 for the only picture of an active listing
 */
export function deleteImage(call: EtsyCall): Answer {
  const listing = ownListing(call);
  const imageId = idParam(call, 'listing_image_id');
  if (!listing.imageIds.includes(imageId)) throw new EtsyRefusal(404, `The listing has no image ${imageId}`);
  arrangeImages(
    call.shop,
    listing,
    listing.imageIds.filter((id) => id !== imageId),
  );
  touch(call.world, listing);
  return { status: 204 };
}

/**
 * Makes exactly these pictures those of a listing; all others are gone from it.
 *
 * @param shop whose pictures they must be
 * @param listing the listing
 * @param imageIds the pictures in their order
 * @throws EtsyRefusal with 400 for an unknown picture, a repeated one, more than 20, or none left of an active listing
 */
export function arrangeImages(shop: EtsyShop, listing: StoredListing, imageIds: readonly number[]): void {
  const unknown = imageIds.find((id) => !shop.images.has(id));
  if (unknown !== undefined) throw badField('image_ids', `there is no image ${unknown}`);
  if (new Set(imageIds).size < imageIds.length) throw badField('image_ids', 'names an image twice');
  if (imageIds.length > MOST_IMAGES)
    throw badField('image_ids', `cannot be more than ${MOST_IMAGES}`, 'too_many');
  if (imageIds.length === 0 && listing.state === 'active')
    throw badField('images', 'an active listing needs an image', 'required');
  listing.imageIds = imageIds;
}

function knownImage(shop: EtsyShop, sent: FormValues): number {
  const imageId = sent['listing_image_id'];
  if (typeof imageId !== 'number') throw badField('image', 'is required', 'required');
  if (!shop.images.has(imageId)) throw new EtsyRefusal(404, `There is no image ${imageId}`);
  return imageId;
}

function storeImage(call: EtsyCall, bytes: Uint8Array, sent: FormValues): number {
  const mime = imageKind(bytes);
  if (mime === undefined) throw badField('image', 'is not a valid image file', 'invalid_image');
  const imageId = call.world.nextId(6_000_000_000);
  const altText = (sent['alt_text'] ?? '') as string;
  call.shop.images.set(imageId, { imageId, mime, bytes, altText, createdAt: call.world.seconds() });
  return imageId;
}

function describe(call: EtsyCall, listing: StoredListing, imageId: number): Record<string, unknown> {
  const rank = listing.imageIds.indexOf(imageId) + 1;
  return describeImage(call.world, call.shop, listing, imageId, rank);
}
