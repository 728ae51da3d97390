import { Injectable } from '@nestjs/common';
import { recordOf, textOf } from '../http/json-shape.ts';
import { EbayApi, malformedAnswer } from './ebay-api.ts';
import type { EbayCall } from './ebay-api.ts';
import { EbayCallError } from './ebay-errors.ts';
import type { EbayCaller } from './ebay-tokens.ts';
import { EbayEnvironment } from './ebay.environment.ts';

/** A picture in eBay's picture service. */
export interface EbayImage {
  readonly imageUrl: string;
  /** Null where eBay did not tell it. */
  readonly imageId: string | null;
}

/** The calls of eBay's Media API that pictures need. */
@Injectable()
export class EbayMediaClient {
  constructor(
    private readonly api: EbayApi,
    private readonly environment: EbayEnvironment,
  ) {}

  /**
   * createImageFromFile. A repeat leaves an orphan that expires by itself.
   * @param caller for whom
   * @param bytes the picture
   * @param contentType its media type (`image/jpeg`)
   * @returns where eBay keeps it
   * @throws {CallFailedError} when it is no success
   */
  async createImage(caller: EbayCaller, bytes: Uint8Array, contentType: string): Promise<EbayImage> {
    const form = new FormData();
    form.append('image', new Blob([new Uint8Array(bytes)], { type: contentType }), nameOf(contentType));
    const call: EbayCall = {
      method: 'POST',
      url: this.url('create_image_from_file'),
      effect: 'repeatable',
      limit: { scope: 'media' },
      form,
    };
    const { body, location } = await this.api.call(caller, call);
    const imageUrl = textOf(body['imageUrl']);
    if (imageUrl === undefined) throw malformedAnswer(call, 'imageUrl');
    return { imageUrl, imageId: /\/image\/([^/?#]+)$/.exec(location ?? '')?.[1] ?? null };
  }

  /**
   * getImage: whether eBay still keeps a picture.
   * @param caller for whom
   * @param imageId the picture's id
   * @returns its address; undefined where it has expired
   * @throws {CallFailedError} when it is neither found nor known to be missing
   */
  async imageUrl(caller: EbayCaller, imageId: string): Promise<string | undefined> {
    const url = this.url(encodeURIComponent(imageId));
    try {
      const { body } = await this.api.call(caller, {
        method: 'GET',
        url,
        effect: 'none',
        limit: 'application',
      });
      return textOf(recordOf(body)['imageUrl']);
    } catch (error) {
      if (error instanceof EbayCallError && error.status === 404) return undefined;
      throw error;
    }
  }

  private url(path: string): string {
    return `${this.environment.EBAY_MEDIA_URL}/commerce/media/v1_beta/image/${path}`;
  }
}

function nameOf(contentType: string): string {
  const extension = /^image\/(\w+)$/.exec(contentType)?.[1] ?? 'jpeg';
  return `picture.${extension === 'jpeg' ? 'jpg' : extension}`;
}
