import type { Answer } from '../http/exchange.ts';
import { parseMultipart } from '../http/multipart.ts';
import { param, type EbayCall } from './ebay-call.ts';
import { EbayRefusal, errorAnswer } from './ebay-error.ts';
import type { StoredImage } from './ebay-records.ts';
import { imageKind } from '../pictures/image-kind.ts';

/** Largest picture file eBay takes, bytes (its picture guide: 12 MB). */
const MAX_BYTES = 12 * 1024 * 1024;
/** Life of a picture no listing uses, milliseconds: about 30 days were seen. */
const UNUSED_LIFE_MS = 30 * 24 * 3600 * 1000;
/** Uploads a user may make in {@link UPLOAD_WINDOW_MS}. */
const UPLOADS_PER_WINDOW = 50;
const UPLOAD_WINDOW_MS = 5000;

/**
 * `POST image/create_image_from_file`: multipart, field `image`; every call makes a new picture.
 *
 * @param call the call
 * @returns 201 with the picture's address; refuses with 190201, 190203 and, over the limit, 429 with 2001
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function createImage(call: EbayCall): Answer {
  const limited = overUploadLimit(call);
  if (limited !== undefined) return limited;
  const parts = parseMultipart(call.exchange.headers['content-type'] ?? '', call.exchange.body);
  if (parts === undefined) throw new EbayRefusal(2003);
  const [part, ...others] = parts;
  if (part === undefined || part.name !== 'image' || part.fileName === undefined || others.length > 0) {
    throw new EbayRefusal(2004, { info: 'Exactly one file field named image is expected' });
  }
  if (part.bytes.byteLength > MAX_BYTES) throw new EbayRefusal(190201);
  const mime = imageKind(part.bytes);
  if (mime === undefined) throw new EbayRefusal(190203);
  const imageId = call.world.nextImageId();
  const image: StoredImage = {
    imageId,
    url: `${call.world.baseUrl}/images/g/${imageId}/s-l1600`,
    mime,
    bytes: part.bytes,
    expiresAt: call.world.now() + UNUSED_LIFE_MS,
  };
  call.account.images.set(imageId, image);
  const location = `${call.world.baseUrl}/commerce/media/v1_beta/image/${imageId}`;
  return { status: 201, headers: { location }, json: describeImage(image) };
}

/**
 * `GET image/{image_id}`.
 *
 * @param call the call
 * @returns the picture's address; refuses with 404 and 190200 when it has expired
 * @throws {EbayRefusal} which is answered in the form of eBay
 */
export function getImage(call: EbayCall): Answer {
  const image = call.account.images.get(param(call, 'image_id'));
  if (image === undefined || image.expiresAt <= call.world.now()) throw new EbayRefusal(190200);
  return { status: 200, json: describeImage(image) };
}

function describeImage(image: StoredImage): Record<string, string> {
  return {
    imageUrl: image.url,
    maxDimensionImageUrl: image.url,
    expirationDate: new Date(image.expiresAt).toISOString(),
  };
}

function overUploadLimit({ account, world }: EbayCall): Answer | undefined {
  if (!world.options.mediaLimit) return undefined;
  const now = world.now();
  while (account.uploads[0] !== undefined && account.uploads[0] <= now - UPLOAD_WINDOW_MS)
    account.uploads.shift();
  const oldest = account.uploads[0];
  if (oldest !== undefined && account.uploads.length >= UPLOADS_PER_WINDOW) {
    const seconds = Math.max(1, Math.ceil((oldest + UPLOAD_WINDOW_MS - now) / 1000));
    return errorAnswer(2001, {}, { 'retry-after': String(seconds) });
  }
  account.uploads.push(now);
  return undefined;
}
