import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { PictureFetcher } from '../../../products/pictures/picture-fetcher.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { integerOf } from '../../http/json-shape.ts';
import { pictureFailure } from '../../http/picture-failure.ts';
import { EbayCallError } from '../ebay-errors.ts';
import type { EbayMediaClient } from '../ebay-media.client.ts';
import { storedPictures } from './uploaded-pictures.ts';
import type { UploadedPicture } from './uploaded-pictures.ts';

/** Puts one picture into eBay's picture service, unless eBay still keeps the same bytes from an earlier job. */
export class UploadPictureStep implements Step {
  /**
   * @param media eBay's Media API
   * @param pictures where the product's own pictures are fetched
   */
  constructor(
    private readonly media: EbayMediaClient,
    private readonly pictures: Pick<PictureFetcher, 'fetch'>,
  ) {}

  /**
   * @param task the step; its payload holds the picture's place, from 1
   * @param context the job
   * @returns done with the picture's addresses; refused where the picture itself is unusable
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const place = integerOf(task.payload['picture']) ?? Number(task.step.split(':')[1]);
    const picture = context.product?.pictures[place - 1];
    // The seller has removed it since the plan was made.
    if (picture === undefined) return done({ skipped: 'removed' });
    try {
      const { bytes, contentType, sha256 } = await this.pictures.fetch(picture.url, context.signal);
      const known = await this.stillKept(context, sha256);
      if (known !== undefined) return done({ ...known, url: picture.url, reused: true });
      const { imageUrl, imageId } = await this.media.createImage(context, bytes, contentType);
      return done({ url: picture.url, sha256, image_url: imageUrl, image_id: imageId });
    } catch (error) {
      return pictureFailure(error, `pictures[${place - 1}]`, context.signal, isEbayRefusal);
    }
  }

  private async stillKept(context: StepContext, sha256: string): Promise<UploadedPicture | undefined> {
    const known = storedPictures(context.listing?.fingerprint).find((picture) => picture.sha256 === sha256);
    if (known === undefined || known.image_id === null) return undefined;
    return (await this.media.imageUrl(context, known.image_id)) === undefined ? undefined : known;
  }
}

function isEbayRefusal(error: unknown): boolean {
  return error instanceof EbayCallError;
}
