import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { integerOf, recordOf } from '../../http/json-shape.ts';
import { hashOf } from '../../mapping/field-hashes.ts';
import type { CommandStep, FailedAnswer } from '../../plugin/plugin-step.ts';
import { ITEM_UPDATE } from '../commands/item-update.ts';
import type { ItemUpdate, UpdatedItem } from '../commands/item-update.ts';
import { earlierText } from '../publish/wanted.ts';
import { productFieldOf } from '../vinted-fields.ts';
import { refusalOf } from '../vinted-refusals.ts';
import { changeOfJob } from './change-of-job.ts';
import { mergedItem } from './item-changes.ts';

/** Has the browser replace the item. It is sent as a whole and absolute, so repeating it is harmless. */
export class UpdateItemStep implements CommandStep<ItemUpdate, UpdatedItem> {
  readonly shape = ITEM_UPDATE;

  /**
   * @param task the step
   * @param context the job, and the item as it was read
   * @returns done where the item was found as it is wanted
   * @throws {StepFailedError} as a refusal, where the product does not fit any more
   */
  skip(task: TaskView, context: StepContext): Outcome | undefined {
    if (task.attempt > 1 || integerOf(task.payload['round']) !== 1) return undefined;
    const form = recordOf(context.results['read_item']?.['form']);
    const merged = mergedItem(form, changeOfJob(context));
    const isSame = Object.keys(merged).every(
      (key) => hashOf(merged[key] ?? null) === hashOf(form[key] ?? null),
    );
    return isSame ? done({ skipped: 'as_wanted' }) : undefined;
  }

  /**
   * @param _task the step
   * @param context the job, and the item as it was read
   * @returns the whole item
   * @throws {StepFailedError} as a refusal, where the product does not fit any more
   */
  payload(_task: TaskView, context: StepContext): ItemUpdate {
    const itemId = Number(earlierText(context, 'read_item', 'item_id'));
    const form = recordOf(context.results['read_item']?.['form']);
    return {
      item_id: itemId,
      item: {
        ...mergedItem(form, changeOfJob(context)),
        id: itemId,
        temp_uuid: earlierText(context, 'read_item', 'temp_uuid'),
      },
      upload_session_id: earlierText(context, 'read_item', 'upload_session_id'),
    };
  }

  /** @returns done; what became of it is read back */
  finish(): Outcome {
    return done({ sent: true });
  }

  /**
   * @param answer the failure
   * @param task the step
   * @param context the job
   * @returns done where Vinted does not have the item any more or denies access to it, as it does once it was sold: the
   *   look that follows tells; refused where the brand is fixed
   */
  explain(answer: FailedAnswer, task: TaskView, context: StepContext): Outcome | undefined {
    const { kind, fields = [] } = answer.error;
    if (kind === 'not_found') return done({ sent: false });
    const refusal = refusalOf(answer, task, context);
    if (refusal === undefined) return undefined;
    if (kind === 'access_denied') return done({ sent: false, refused: refusal });
    const brand = fields.some(({ field }) => productFieldOf(field) === 'brand');
    if (!brand || fields.length > 1) return undefined;
    const code = 'vinted.brand_fixed';
    const message =
      'Vinted does not let this brand be changed any more. Change it back, or relist the product.';
    return refused({ ...refusal, code, message, fields: [{ field: 'brand', code, message }] });
  }

  /**
   * @param field Vinted's name of it
   * @returns the product's
   */
  fieldOf(field: string): string | undefined {
    return productFieldOf(field);
  }
}
