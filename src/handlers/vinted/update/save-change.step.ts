import type { ShownFields } from '../../../domain/found.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { textOf } from '../../http/json-shape.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { asState } from '../delete/item-state.ts';
import { listedItemId } from '../publish/listed-item.ts';
import { shownFields } from '../publish/shown-item.ts';
import { earlierText } from '../publish/wanted.ts';
import { changeOfJob } from './change-of-job.ts';
import { PICTURES } from './item-changes.ts';
import { sentPictures } from './planned-pictures.ts';

/** Saves what was sent, and what Vinted now shows of it. */
export class SaveChangeStep implements LocalStep {
  /**
   * @param task the step; its payload names the step that has read the item back
   * @param context the job, and everything the steps before have left
   * @returns done with the item's id and how it stands; the listing is verified, or closed, in the same commit
   * @throws {StepFailedError} as a refusal, where the product does not fit any more
   */
  execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const itemId = earlierText(context, 'read_item', 'item_id');
    // Another job may have relisted the product while this one waited: its copy is none of this one's business.
    if (String(listedItemId(context)) !== itemId) {
      return Promise.resolve(done({ item_id: itemId, status: 'ended' }));
    }
    const readBack = context.results[textOf(task.payload['read_back']) ?? ''] ?? {};
    const status = asState(readBack['status']) ?? 'live';
    const result = { item_id: itemId, status };
    const effect = { type: 'listing', status, externalIds: { item_id: itemId }, verified: true } as const;
    if (status !== 'live') return Promise.resolve(done(result, [effect]));
    const { groups, fields } = changeOfJob(context);
    const photos = sentPictures(context).map(({ photo }) => photo);
    return Promise.resolve(
      done(result, [
        {
          ...effect,
          fingerprint: { fields, ...(groups.includes(PICTURES) ? { photos } : {}) },
          shown: ownFields(shownFields(readBack), groups),
        },
      ]),
    );
  }
}

/** What was not sent may have been changed on Vinted, which a later look is to find out. */
function ownFields({ title, description, price }: ShownFields, groups: readonly string[]): ShownFields {
  return {
    ...(groups.includes('texts') && title !== undefined ? { title } : {}),
    ...(groups.includes('texts') && description !== undefined ? { description } : {}),
    ...(groups.includes('price') && price !== undefined ? { price } : {}),
  };
}
