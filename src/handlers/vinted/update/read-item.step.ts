import { randomUUID } from 'node:crypto';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import type { ItemLook } from '../delete/item-look.ts';
import { listedItemId } from '../publish/listed-item.ts';
import { notVisible } from '../publish/not-visible.ts';
import { wantedOrRefused } from '../publish/wanted.ts';
import { changedGroups, PICTURES } from './item-changes.ts';
import { knownPhotosOf, plannedPictures } from './planned-pictures.ts';
import { uploadPlan, writePlan } from './update-plan.ts';

/** Reads the item as it is, decides what of it is to change, and plans that. */
export class ReadItemStep implements LocalStep {
  /** @param look how a known item stands */
  constructor(private readonly look: ItemLook) {}

  /**
   * @param _task the step
   * @param context the job, and its listing
   * @returns done with the item's form, followed by the changes; done with how it has ended, and the listing closed,
   *   where it was sold or is gone
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = listedItemId(context);
    const { state, form } = await this.look.standing(context, itemId);
    if (state === 'sold' || state === 'ended') {
      const externalIds = { item_id: String(itemId) };
      return done({ item_id: itemId, status: state }, [
        { type: 'listing', status: state, externalIds, verified: true },
      ]);
    }
    if (state === undefined || form === undefined) return notVisible(itemId);
    const wanted = wantedOrRefused(context);
    if ('kind' in wanted) return wanted;
    const sent = recordOf(recordOf(context.listing?.fingerprint)['fields']);
    const groups = changedGroups(wanted.fields, context.job.input['force'] === true ? {} : sent);
    const pictures = groups.includes(PICTURES)
      ? plannedPictures(context.product?.pictures ?? [], knownPhotosOf(context, form, wanted.fields))
      : [];
    const missing = pictures.flatMap(({ photo_id: id, url }, index) =>
      id === null ? [{ place: index + 1, url }] : [],
    );
    return done(
      {
        item_id: itemId,
        status: 'live',
        groups,
        pictures,
        form,
        temp_uuid: textOf(form['temp_uuid']) ?? randomUUID(),
        upload_session_id: randomUUID(),
      },
      [],
      [...uploadPlan(missing), ...writePlan(1)],
    );
  }
}
