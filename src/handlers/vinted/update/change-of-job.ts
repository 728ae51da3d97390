import type { StepContext } from '../../contract/contexts.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { wantedOrRefused } from '../publish/wanted.ts';
import type { Wanted } from '../publish/wanted.ts';
import { picturesHashOf } from '../vinted-fingerprint.ts';
import { PICTURES } from './item-changes.ts';
import type { ItemChange } from './item-changes.ts';
import { sentPictures } from './planned-pictures.ts';

/** What an update makes of the item, and the hashes of all that Vinted then was sent. */
export interface JobChange extends ItemChange {
  readonly fields: Wanted['fields'];
}

/**
 * Says what the job's item is to become: the groups and pictures as they were when the job began to work, the values
 * as the product has them now.
 * @param context the job, and the results of the steps before
 * @returns the change
 * @throws {StepFailedError} as a refusal, where the product does not fit any more
 */
export function changeOfJob(context: StepContext): JobChange {
  const wanted = wantedOrRefused(context);
  if ('kind' in wanted) throw new StepFailedError(wanted);
  const listed: unknown = context.results['read_item']?.['groups'];
  const groups = (Array.isArray(listed) ? listed : []).map(textOf).filter((name) => name !== undefined);
  const pictures = sentPictures(context);
  const sent = groups.map((group) => [
    group,
    group === PICTURES ? picturesHashOf(pictures) : wanted.fields[group],
  ]);
  return {
    groups,
    item: wanted.item,
    photos: pictures.map(({ photo }) => photo.id),
    fields: {
      ...(recordOf(recordOf(context.listing?.fingerprint)['fields']) as Wanted['fields']),
      ...(Object.fromEntries(sent) as Wanted['fields']),
    },
  };
}
