import type { Picture } from '../../../domain/snapshots.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { storedImages, uploadedImages } from '../publish/uploaded-images.ts';
import type { UploadedImage } from '../publish/uploaded-images.ts';

/**
 * Finds a picture among those that were stored with the listing.
 * @param picture the product's picture
 * @param fingerprint as stored with the listing
 * @returns what Etsy knows it by; undefined for a new one
 */
export function knownImage(picture: Picture, fingerprint: unknown): UploadedImage | undefined {
  return storedImages(fingerprint).find(
    ({ url, sha256 }) => url === picture.url || (picture.sha256 !== undefined && sha256 === picture.sha256),
  );
}

/**
 * Finds what Etsy has of the product's pictures: uploaded by this job, or known from before.
 * @param context the job, and what its uploads have left
 * @returns one entry a picture, in the seller's order; undefined for one that is not there yet
 */
export function imagesOfProduct({
  product,
  listing,
  results,
}: Pick<StepContext, 'product' | 'listing' | 'results'>): readonly (UploadedImage | undefined)[] {
  const uploaded = uploadedImages(results);
  return (product?.pictures ?? []).map(
    (picture) => uploaded.find(({ url }) => url === picture.url) ?? knownImage(picture, listing?.fingerprint),
  );
}
