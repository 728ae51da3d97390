import { refused, unknown } from '../../../domain/outcome.ts';
import type { Failure, Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { ITEM_CREATE } from '../commands/item-create.ts';
import type { CreatedItem, ItemCreate } from '../commands/item-create.ts';
import { productFieldOf } from '../vinted-fields.ts';
import { created } from './created.ts';
import type { Creation } from './created.ts';
import type { ItemSearch } from './item-search.ts';
import { earlierText, uploadedPhotoIds, wantedOrRefused } from './wanted.ts';

/** Has the browser create the item. */
export class CreateItemStep implements CommandStep<ItemCreate, CreatedItem> {
  readonly shape = ITEM_CREATE;

  /**
   * @param search finds an item whose creation nobody answered for
   * @param end ends the creation
   */
  constructor(
    private readonly search: ItemSearch,
    private readonly end: Creation = created,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the uploaded photos
   * @returns the whole item
   * @throws {StepFailedError} as a refusal, where the product does not fit any more
   */
  payload(_task: TaskView, context: StepContext): ItemCreate {
    const wanted = wantedOrRefused(context);
    if ('kind' in wanted) throw new StepFailedError(wanted);
    return {
      item: {
        ...wanted.item,
        temp_uuid: earlierText(context, 'map', 'temp_uuid'),
        assigned_photos: uploadedPhotoIds(context).map((id) => ({ id, orientation: 0 })),
      },
      upload_session_id: earlierText(context, 'map', 'upload_session_id'),
    };
  }

  /**
   * @param data what the browser returned
   * @param _task the step
   * @param context the job
   * @returns done with the item's id, which is journalled at once and counts as live only once it was read back
   */
  finish({ item_id, url }: CreatedItem, _task: TaskView, context: StepContext): Outcome {
    return this.end(context, { id: item_id, url });
  }

  /**
   * A photo belongs to the first item that takes it. Photos that are refused to a later execution may therefore be in
   * an item that an earlier one has made.
   * @param answer the failure
   * @param task the step
   * @returns what follows where Vinted refuses the photos
   */
  explain(answer: FailedAnswer, task: TaskView): Outcome | undefined {
    const { kind, fields = [] } = answer.error;
    if (kind !== 'validation') return undefined;
    const photos = fields.filter(({ field }) => productFieldOf(field) === 'pictures');
    if (photos.length === 0 || photos.length < fields.length) return undefined;
    const code = 'vinted.photos_gone';
    const message =
      'Vinted no longer has the photos that were uploaded for this job. Publish the product anew.';
    const failure: Failure = {
      code,
      message,
      actor: 'seller',
      fields: [{ field: 'pictures', code, message }],
      original: answer.error,
    };
    return task.attempt > 1 ? unknown(failure) : refused(failure);
  }

  /**
   * @param field Vinted's name of it
   * @returns the product's
   */
  fieldOf(field: string): string | undefined {
    return productFieldOf(field);
  }

  /**
   * @param task the step
   * @param context the job
   * @returns done with the item that was made after all, or absent
   */
  lookUp(task: TaskView, context: StepContext): Promise<Reconciliation> {
    return this.search.find(task, context);
  }
}
