import type { PictureFetcher } from '../../../products/pictures/picture-fetcher.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { EtsyImagesClient } from '../etsy-images.client.ts';
import { addressOf } from '../publish/draft-of-job.ts';
import { storedImages } from '../publish/uploaded-images.ts';
import type { UploadedImage } from '../publish/uploaded-images.ts';
import { imagesOfProduct } from './wanted-pictures.ts';

/**
 * Puts pictures on a listing that has some. A new one takes the place of one that the product does not have any more,
 * and else follows the last. So a repeat after a lost answer replaces what the first execution left, and a listing that
 * is full of old pictures has room.
 */
export class PictureUploads {
  /**
   * @param images Etsy's listing images
   * @param pictures where the product's own pictures are fetched
   */
  constructor(
    private readonly images: EtsyImagesClient,
    private readonly pictures: Pick<PictureFetcher, 'fetch'>,
  ) {}

  /**
   * Uploads one picture, unless its bytes are there under another address.
   * @param context the job, and the listing
   * @param rank the picture's place in the product, from 1
   * @returns what Etsy knows it by; undefined where the product has no such picture any more
   * @throws {CallFailedError} for calls that failed
   * @throws {DomainError} for a picture that could not be fetched
   */
  async put(context: StepContext, rank: number): Promise<UploadedImage | undefined> {
    const picture = context.product?.pictures[rank - 1];
    if (picture === undefined) return undefined;
    const address = addressOf(context);
    const { bytes, contentType, sha256 } = await this.pictures.fetch(picture.url, context.signal);
    const shown = (await this.images.list(context, address.listingId)).map(({ imageId }) => imageId);
    const wanted = imagesOfProduct(context).map((image) => image?.image_id);
    const same = storedImages(context.listing?.fingerprint).find(
      (image) =>
        image.sha256 === sha256 && shown.includes(image.image_id) && !wanted.includes(image.image_id),
    );
    if (same !== undefined) return { url: picture.url, sha256, image_id: same.image_id, rank };
    const surplus = shown.findIndex((imageId) => !wanted.includes(imageId));
    const imageId = await this.images.upload(context, address, {
      bytes,
      contentType,
      rank: surplus < 0 ? shown.length + 1 : surplus + 1,
      overwrite: surplus >= 0,
    });
    return { url: picture.url, sha256, image_id: imageId, rank };
  }
}
