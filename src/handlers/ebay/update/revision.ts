import type { FieldHashes } from '../../mapping/field-hashes.ts';
import type { PlanContext, StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { EbayAccountSettings } from '../ebay-account-settings.ts';
import { fieldHashesOf } from '../ebay-fingerprint.ts';
import { wantedListing } from '../ebay-mapper.ts';
import type { WantedListing } from '../ebay-mapper.ts';
import { storedPictures, uploadedPictures } from '../publish/uploaded-pictures.ts';
import type { UploadedPicture } from '../publish/uploaded-pictures.ts';
import { readyOrRefused } from '../publish/wanted.ts';

/** What an update wants eBay to hold, by the product as it is now. */
export interface Revision extends WantedListing {
  readonly settings: EbayAccountSettings;
  readonly fields: FieldHashes;
  /** The pictures that eBay has, in the seller's order. */
  readonly pictures: readonly UploadedPicture[];
}

/** Groups of fields that a write has sent, by name, with the hash of what was sent. */
export type SentGroups = Readonly<Record<string, string>>;

/**
 * Maps the job's product. A picture that was added since the plan was made is left to the next update.
 * @param context the job, and the results of the steps before
 * @returns what eBay is to hold
 * @throws {CallFailedError} as a refusal, where the product has stopped fitting since the job began
 */
export function revisionOf(context: StepContext): Revision {
  const ready = readyOrRefused(context);
  if ('kind' in ready) throw new CallFailedError(ready, { kind: 'refused' });
  const { product, settings } = ready;
  const had = [...uploadedPictures(context.results), ...storedPictures(context.listing?.fingerprint)];
  const pictures = product.pictures.flatMap(({ url, sha256 }) => pictureAmong(had, url, sha256) ?? []);
  const listing = wantedListing(
    product,
    settings,
    pictures.map(({ image_url }) => image_url),
  );
  return { ...listing, settings, pictures, fields: fieldHashesOf(listing, settings, pictures) };
}

/**
 * Finds out which pictures have to be uploaded.
 * @param context the job
 * @returns their places among the product's pictures, from 1
 */
export function unknownPictures({ product, listing }: PlanContext): readonly number[] {
  const had = storedPictures(listing?.fingerprint);
  return (product?.pictures ?? []).flatMap(({ url, sha256 }, index) =>
    pictureAmong(had, url, sha256) === undefined ? [index + 1] : [],
  );
}

/**
 * Reads which groups of fields a step sends.
 * @param task the step as it is stored
 * @returns the groups' names
 */
export function groupsOf({ payload }: TaskView): readonly string[] {
  const groups: readonly unknown[] = Array.isArray(payload['groups']) ? payload['groups'] : [];
  return groups.filter((group) => typeof group === 'string');
}

/**
 * Takes down what a write sends.
 * @param revision what is wanted
 * @param groups the groups the write sends
 * @returns their hashes
 */
export function sentOf({ fields }: Revision, groups: readonly string[]): SentGroups {
  return Object.fromEntries(
    groups.flatMap((group) => (fields[group] === undefined ? [] : [[group, fields[group]]])),
  );
}

/** A known address with other bytes behind it counts as another picture, where the product tells its bytes. */
function pictureAmong(
  had: readonly UploadedPicture[],
  url: string,
  sha256: string | undefined,
): UploadedPicture | undefined {
  const found = had.find((picture) =>
    sha256 === undefined ? picture.url === url : picture.sha256 === sha256,
  );
  return found === undefined ? undefined : { ...found, url };
}
