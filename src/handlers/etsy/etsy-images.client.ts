import { Injectable } from '@nestjs/common';
import { EtsyApi, malformedAnswer } from './etsy-api.ts';
import { positive } from './etsy-account-settings.ts';
import { EtsyCallError } from './etsy-errors.ts';
import { etsyImagesOf } from './etsy-listing.ts';
import type { EtsyImage } from './etsy-listing.ts';
import type { EtsyCaller } from './etsy-tokens.ts';

/** Which listing of which shop. */
export interface ListingAddress {
  readonly shopId: number;
  readonly listingId: number;
}

/** A picture on its way to Etsy. */
export interface NewImage {
  readonly bytes: Uint8Array;
  /** Media type (`image/jpeg`). */
  readonly contentType: string;
  /** Its place, from 1. */
  readonly rank: number;
  /** False where it must not take the place of one that is there. */
  readonly overwrite?: boolean;
}

/** The calls of Etsy's listing images. */
@Injectable()
export class EtsyImagesClient {
  constructor(private readonly api: EtsyApi) {}

  /**
   * uploadListingImage. Unless it says otherwise, a picture that is already at that place is replaced, not followed.
   * @param caller for whom
   * @param address the listing
   * @param image the picture and its place
   * @returns Etsy's id of it
   * @throws {CallFailedError} when it is no success
   */
  async upload(caller: EtsyCaller, { shopId, listingId }: ListingAddress, image: NewImage): Promise<number> {
    const form = new FormData();
    const blob = new Blob([new Uint8Array(image.bytes)], { type: image.contentType });
    form.append('image', blob, nameOf(image.contentType));
    form.append('rank', String(image.rank));
    form.append('overwrite', String(image.overwrite ?? true));
    const path = `shops/${shopId}/listings/${listingId}/images`;
    const body = await this.api.call(caller, { method: 'POST', path, effect: 'repeatable', form });
    const imageId = positive(body['listing_image_id']);
    if (imageId === undefined) throw malformedAnswer('repeatable', 'listing_image_id');
    return imageId;
  }

  /**
   * getListingImages.
   * @param caller for whom
   * @param listingId the listing
   * @returns its pictures by rank
   * @throws {CallFailedError} when it is no success
   */
  async list(caller: EtsyCaller, listingId: number): Promise<readonly EtsyImage[]> {
    const path = `listings/${listingId}/images`;
    const body = await this.api.call(caller, { method: 'GET', path, effect: 'none' });
    if (!Array.isArray(body['results'])) throw malformedAnswer('none', 'results');
    return etsyImagesOf(body['results']);
  }

  /**
   * deleteListingImage.
   * @param caller for whom
   * @param address the listing
   * @param imageId the picture; one that is gone already is no failure
   * @throws {CallFailedError} when it is no success
   */
  async remove(caller: EtsyCaller, { shopId, listingId }: ListingAddress, imageId: number): Promise<void> {
    const path = `shops/${shopId}/listings/${listingId}/images/${imageId}`;
    try {
      await this.api.call(caller, { method: 'DELETE', path, effect: 'repeatable' });
    } catch (error) {
      if (!(error instanceof EtsyCallError) || error.status !== 404) throw error;
    }
  }
}

function nameOf(contentType: string): string {
  const extension = /^image\/(\w+)$/.exec(contentType)?.[1] ?? 'jpeg';
  return `picture.${extension}`;
}
