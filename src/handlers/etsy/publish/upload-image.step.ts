import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { PictureFetcher } from '../../../products/pictures/picture-fetcher.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { integerOf } from '../../http/json-shape.ts';
import { pictureFailure } from '../../http/picture-failure.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import type { EtsyImagesClient } from '../etsy-images.client.ts';
import { addressOf, wasSold } from './draft-of-job.ts';
import { storedImages } from './uploaded-images.ts';

/** How far Etsy's clock may be behind ours. */
const SKEW_SECONDS = 120;

/** Puts one picture at its place of the listing, unless it is there from an earlier execution or an earlier job. */
export class UploadImageStep implements Step {
  /**
   * @param images Etsy's listing images
   * @param pictures where the product's own pictures are fetched
   */
  constructor(
    private readonly images: EtsyImagesClient,
    private readonly pictures: Pick<PictureFetcher, 'fetch'>,
  ) {}

  /**
   * @param task the step; its payload holds the picture's place, from 1
   * @param context the job, and the draft
   * @returns done with Etsy's id of the picture; refused where the picture itself is unusable
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    if (wasSold(context)) return done({ skipped: 'sold' });
    const rank = integerOf(task.payload['picture']) ?? Number(task.step.split(':')[1]);
    const picture = context.product?.pictures[rank - 1];
    // The seller has removed it since the plan was made.
    if (picture === undefined) return done({ skipped: 'removed' });
    const address = addressOf(context);
    try {
      const { bytes, contentType, sha256 } = await this.pictures.fetch(picture.url, context.signal);
      const there = await this.alreadyThere(task, context, rank, sha256);
      const imageId = there ?? (await this.images.upload(context, address, { bytes, contentType, rank }));
      return done({ url: picture.url, sha256, image_id: imageId, rank, reused: there !== undefined });
    } catch (error) {
      return pictureFailure(error, `pictures[${rank - 1}]`, context.signal, isAboutPicture);
    }
  }

  /**
   * A repeat looks before it uploads. Etsy tells no hash, so a picture at this place counts as ours where an earlier
   * job stored it with this hash, or where it appeared after this step began: the draft is ours alone.
   */
  private async alreadyThere(
    task: TaskView,
    context: StepContext,
    rank: number,
    sha256: string,
  ): Promise<number | undefined> {
    const stored = storedImages(context.listing?.fingerprint).find(
      (image) => image.rank === rank && image.sha256 === sha256,
    );
    if (task.attempt === 1 && stored === undefined) return undefined;
    const began = task.startedAt.getTime() / 1000 - SKEW_SECONDS;
    const isFresh = context.results['create_draft']?.['made_by_job'] === true;
    const found = (await this.images.list(context, addressOf(context).listingId)).find(
      (image) =>
        image.rank === rank &&
        (image.imageId === stored?.image_id || (task.attempt > 1 && isFresh && image.createdAt >= began)),
    );
    return found?.imageId;
  }
}

function isAboutPicture(error: unknown): boolean {
  return error instanceof EtsyCallError && error.status === 400;
}
