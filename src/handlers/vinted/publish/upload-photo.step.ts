import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { Picture } from '../../../domain/snapshots.ts';
import type { PictureLinks } from '../../../plugin/pictures/picture-links.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { integerOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { CommandStep } from '../../plugin/plugin-step.ts';
import { PHOTO_UPLOAD } from '../commands/photo-upload.ts';
import type { PhotoUpload, UploadedPhoto } from '../commands/photo-upload.ts';
import { pictureKey } from '../vinted-photos.ts';
import { earlierText } from './wanted.ts';

/** Has the browser put one picture on Vinted. */
export class UploadPhotoStep implements CommandStep<PhotoUpload, UploadedPhoto> {
  readonly shape = PHOTO_UPLOAD;

  /**
   * @param links makes the addresses that the browser fetches pictures from
   * @param tie the earlier step that has left what ties photos and item together
   */
  constructor(
    private readonly links: Pick<PictureLinks, 'path'>,
    private readonly tie: string = 'map',
  ) {}

  /**
   * @param task the step; its payload holds the picture's place, from 1, and its address where that one is meant
   * @param context the job
   * @returns done where the seller has removed the picture since the plan was made
   */
  skip(task: TaskView, context: StepContext): Outcome | undefined {
    return pictureOf(task, context) === undefined ? done({ skipped: 'removed' }) : undefined;
  }

  /**
   * @param task the step
   * @param context the job
   * @returns where the picture is, and which item it is for
   */
  payload(task: TaskView, context: StepContext): PhotoUpload {
    const { url = '', sha256 }: Partial<Picture> = pictureOf(task, context) ?? {};
    const path = this.links.path(context.tenant, url);
    return {
      picture: { path, ...(sha256 === undefined ? {} : { sha256 }) },
      temp_uuid: earlierText(context, this.tie, 'temp_uuid'),
      position: placeOf(task),
    };
  }

  /**
   * @param data what the browser returned
   * @param task the step
   * @param context the job
   * @returns done with the photo's id, which the item names, and by what its picture is recognised
   */
  finish({ photo_id, url }: UploadedPhoto, task: TaskView, context: StepContext): Outcome {
    const picture = pictureOf(task, context);
    return done({ photo_id, url: url ?? null, ...(picture === undefined ? {} : pictureKey(picture)) });
  }

  /**
   * @param _field Vinted's name of the field; whatever it refuses here is the picture
   * @param task the step
   * @returns the product's field
   */
  fieldOf(_field: string, task: TaskView): string {
    return `pictures[${placeOf(task) - 1}]`;
  }
}

function pictureOf(task: TaskView, { product }: StepContext): Picture | undefined {
  const address = textOf(recordOf(task.payload)['address']);
  if (address === undefined) return product?.pictures[placeOf(task) - 1];
  return product?.pictures.find(({ url }) => url === address);
}

function placeOf(task: TaskView): number {
  return integerOf(task.payload['picture']) ?? Number(task.step.split(':')[1]);
}
