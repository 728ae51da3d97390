import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { ProductSnapshot } from '../../../domain/snapshots.ts';
import type { PlanContext, StepContext } from '../../contract/contexts.ts';
import { integerOf, textOf } from '../../http/json-shape.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import type { VintedAccountSettings } from '../vinted-account-settings.ts';
import { fieldHashesOf } from '../vinted-fingerprint.ts';
import { wantedItem } from '../vinted-mapper.ts';
import type { WantedItem } from '../vinted-mapper.ts';
import { readKnownPhotos } from '../vinted-photos.ts';
import type { KnownPhoto } from '../vinted-photos.ts';
import { vintedReadiness } from '../vinted-rules.ts';

/** A product that passed the rules, with its account's settings. */
export interface Ready {
  readonly product: ProductSnapshot;
  readonly settings: VintedAccountSettings;
}

/** What this job wants Vinted to hold, by the product as it is now: a seller's correction reaches the next attempt. */
export interface Wanted {
  readonly item: WantedItem;
  readonly fields: FieldHashes;
}

/**
 * Checks a job's product and account.
 * @param context the job
 * @returns the product and the settings, or the refusal that names every wrong field
 */
export function readyOrRefused({ product, account }: PlanContext): Ready | Refused {
  if (product === null) {
    return refused({ code: 'vinted.product_required', message: 'Publishing needs a product.', actor: 'us' });
  }
  const readiness = vintedReadiness(product, account);
  if (readiness.ok) return { product, settings: readiness.settings };
  const count = readiness.fields.length;
  return refused({
    code: 'vinted.not_ready',
    message: `Vinted would not take this product: ${count === 1 ? 'one field needs' : `${count} fields need`} a change.`,
    fields: readiness.fields,
    actor: 'seller',
  });
}

/**
 * Maps the job's product. Title and mark stay what they were when the job began: they are what a lost item is found by.
 * @param context the job, and the results of the steps before
 * @returns what Vinted is to hold, or the refusal where the product does not fit any more
 */
export function wantedOrRefused(context: StepContext): Wanted | Refused {
  const ready = readyOrRefused(context);
  if ('kind' in ready) return ready;
  const { product, settings } = ready;
  const mapped = context.results['map'];
  const item = wantedItem(product, settings, textOf(mapped?.['mark']));
  const wanted = { ...item, title: textOf(mapped?.['title']) ?? item.title };
  return { item: wanted, fields: fieldHashesOf(wanted, product.pictures) };
}

/**
 * Reads a text that an earlier step must have left.
 * @param context the job, and the results of the steps before
 * @param step the earlier step
 * @param key the key of its result
 * @returns the text
 * @throws {StepFailedError} as a refusal, where it is not there
 */
export function earlierText(context: StepContext, step: string, key: string): string {
  const text = textOf(context.results[step]?.[key]);
  if (text !== undefined) return text;
  throw new StepFailedError(
    refused({ code: 'task.result_missing', message: `The step ${step} left no ${key}.`, actor: 'us' }),
  );
}

/**
 * Collects the photos that a job has uploaded.
 * @param context the job, and the results of the steps before
 * @returns Vinted's ids in the seller's order
 */
export function uploadedPhotoIds(context: Pick<StepContext, 'results'>): readonly number[] {
  return uploads(context).map(({ id }) => id);
}

/**
 * Collects the photos that a job has uploaded, with what their pictures are recognised by.
 * @param context the job, and the results of the steps before
 * @returns the photos in the seller's order
 */
export function uploadedPhotos(context: Pick<StepContext, 'results'>): readonly KnownPhoto[] {
  return readKnownPhotos(uploads(context));
}

function uploads({ results }: Pick<StepContext, 'results'>): readonly { readonly id: number }[] {
  return Object.entries(results)
    .flatMap(([step, result]) => {
      const place = /^upload_photo:(\d+)$/.exec(step)?.[1];
      const id = integerOf(result['photo_id']);
      return place === undefined || id === undefined ? [] : [{ ...result, place: Number(place), id }];
    })
    .sort((one, other) => one.place - other.place);
}
