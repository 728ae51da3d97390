import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { integerOf } from '../../http/json-shape.ts';
import { pictureFailure } from '../../http/picture-failure.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import type { PictureUploads } from './picture-uploads.ts';

/** Uploads one picture that Etsy does not have yet. */
export class UploadNewImageStep implements Step {
  /** @param uploads puts pictures on listings */
  constructor(private readonly uploads: PictureUploads) {}

  /**
   * @param task the step; its payload holds the picture's place in the product, from 1
   * @param context the job, and the listing
   * @returns done with Etsy's id of the picture; refused where the picture itself is unusable
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const rank = integerOf(task.payload['picture']) ?? Number(task.step.split(':')[1]);
    try {
      const image = await this.uploads.put(context, rank);
      // The seller has removed it since the plan was made.
      return image === undefined ? done({ skipped: 'removed' }) : done({ ...image });
    } catch (error) {
      return pictureFailure(error, `pictures[${rank - 1}]`, context.signal, isAboutPicture);
    }
  }
}

function isAboutPicture(error: unknown): boolean {
  return error instanceof EtsyCallError && error.status === 400;
}
