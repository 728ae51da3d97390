import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { pictureFailure } from '../../http/picture-failure.ts';
import type { EtsyImagesClient } from '../etsy-images.client.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { addressOf } from '../publish/draft-of-job.ts';
import { uploadedImages } from '../publish/uploaded-images.ts';
import type { UploadedImage } from '../publish/uploaded-images.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { groupsOf, only } from './changed-groups.ts';
import type { PictureUploads } from './picture-uploads.ts';
import { wantedUpdate } from './wanted-update.ts';
import { imagesOfProduct } from './wanted-pictures.ts';

/** Etsy shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;
/** Executions after which an uploaded picture that Etsy does not show counts as lost. */
const PATIENCE = 2;

/** Takes away the pictures that the product does not have any more, and puts the others in the seller's order. */
export class ArrangeImagesStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param images Etsy's listing images
   * @param uploads puts back pictures that somebody took away on Etsy
   * @param wanted maps the product
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly images: EtsyImagesClient,
    private readonly uploads: PictureUploads,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param task the step
   * @param context the job, and the pictures it has uploaded
   * @returns done with the pictures once Etsy shows exactly these in this order, retry until then
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const before = await this.shown(context);
    const ordered = await this.complete(task, context, before);
    if (!Array.isArray(ordered)) return ordered as Outcome;
    const wantedIds = (ordered as readonly UploadedImage[]).map(({ image_id }) => image_id);
    if (!isSame(before, wantedIds)) {
      await this.bring(context, wantedIds);
      const after = await this.shown(context);
      if (!isSame(after, wantedIds)) return notShown({ wanted: wantedIds, shown: after });
    }
    const groups = groupsOf(task.payload['groups']);
    return done({
      groups,
      fields: only(wantedUpdate(this.wanted, context).hashes, groups),
      pictures: (ordered as readonly UploadedImage[]).map((image, index) => ({ ...image, rank: index + 1 })),
    });
  }

  private async shown(context: StepContext): Promise<readonly number[]> {
    const images = await this.images.list(context, addressOf(context).listingId);
    return images.map(({ imageId }) => imageId);
  }

  /** Every picture of the product with Etsy's id; what is on Etsy no more is uploaded again. */
  private async complete(
    task: TaskView,
    context: StepContext,
    shown: readonly number[],
  ): Promise<readonly UploadedImage[] | Outcome> {
    const fresh = uploadedImages(context.results).map(({ image_id }) => image_id);
    const images: UploadedImage[] = [];
    for (const [index, image] of imagesOfProduct(context).entries()) {
      if (image !== undefined && shown.includes(image.image_id)) {
        images.push(image);
      } else if (image !== undefined && fresh.includes(image.image_id) && task.attempt <= PATIENCE) {
        return notShown({ missing: image.image_id });
      } else {
        try {
          const again = await this.uploads.put(context, index + 1);
          if (again !== undefined) images.push(again);
        } catch (error) {
          return pictureFailure(error, `pictures[${index}]`, context.signal, () => true);
        }
      }
    }
    return images;
  }

  private async bring(context: StepContext, wanted: readonly number[]): Promise<void> {
    const address = addressOf(context);
    const shown = await this.shown(context);
    for (const surplus of shown.filter((imageId) => !wanted.includes(imageId))) {
      await this.images.remove(context, address, surplus);
    }
    const left = shown.filter((imageId) => wanted.includes(imageId));
    if (isSame(left, wanted)) return;
    await this.listings.revise(context, address.shopId, address.listingId, { image_ids: wanted });
  }
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.join() === other.join();
}

function notShown(original: unknown): Outcome {
  return retry(
    {
      code: 'etsy.pictures_not_visible',
      message: 'Etsy has taken the pictures and does not show them as they are to be yet.',
      actor: 'marketplace',
      original,
    },
    { afterMs: SHOW_MS },
  );
}
