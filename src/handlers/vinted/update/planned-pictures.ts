import type { Picture } from '../../../domain/snapshots.ts';
import type { StepContext } from '../../contract/contexts.ts';
import { integerOf, recordOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import { photoOf, photosIn, pictureKey, readKnownPhotos } from '../vinted-photos.ts';
import type { KnownPhoto } from '../vinted-photos.ts';
import { PICTURES } from './item-changes.ts';

/** A picture as an update found it when it began: what is added later is sent by the next one. */
export interface PlannedPicture {
  readonly [key: string]: unknown;
  readonly url: string;
  readonly sha256: string | null;
  /** Vinted's photo of it; null where it is uploaded first. */
  readonly photo_id: number | null;
}

/** A picture that Vinted has a photo of. */
export interface SentPicture {
  readonly url: string;
  readonly photo: KnownPhoto;
}

/**
 * Finds out which of an item's photos StoFlow knows. Only those that the item still has count.
 * @param context the job, and its listing
 * @param form the item as its form holds it
 * @param wanted hashes of what Vinted is to hold
 * @returns the photos; those of an item that was published before photos were remembered are told by their order
 */
export function knownPhotosOf(
  { listing, product }: Pick<StepContext, 'listing' | 'product'>,
  form: JsonRecord,
  wanted: FieldHashes,
): readonly KnownPhoto[] {
  const present = photosIn(form);
  const stored = recordOf(listing?.fingerprint);
  const known = readKnownPhotos(stored['photos']);
  if (known.length > 0) return known.filter(({ id }) => present.some((photo) => photo.id === id));
  const pictures = product?.pictures ?? [];
  const isSame = recordOf(stored['fields'])[PICTURES] === wanted[PICTURES];
  if (!isSame || pictures.length !== present.length) return [];
  return present.flatMap(({ id }, index) => {
    const picture = pictures[index];
    return picture === undefined ? [] : [{ id, ...pictureKey(picture) }];
  });
}

/**
 * @param pictures the product's pictures in order
 * @param known photos that Vinted has
 * @returns the pictures, with the photos of those that need no upload; no photo is taken twice
 */
export function plannedPictures(
  pictures: readonly Picture[],
  known: readonly KnownPhoto[],
): readonly PlannedPicture[] {
  const left = [...known];
  return pictures.map((picture) => {
    const photo = photoOf(picture, left);
    if (photo !== undefined) left.splice(left.indexOf(photo), 1);
    return { url: picture.url, sha256: picture.sha256 ?? null, photo_id: photo?.id ?? null };
  });
}

/**
 * Collects the pictures that have a photo by now.
 * @param context the results of the steps before
 * @returns the pictures in order; one whose upload found it removed is left out
 */
export function sentPictures({ results }: Pick<StepContext, 'results'>): readonly SentPicture[] {
  return recordsOf(results['read_item']?.['pictures']).flatMap((planned, index) => {
    const url = textOf(planned['url']) ?? '';
    const sha256 = textOf(planned['sha256']);
    const id = integerOf(planned['photo_id'] ?? results[`upload_photo:${index + 1}`]?.['photo_id']);
    if (id === undefined) return [];
    return [{ url, photo: { id, ...pictureKey({ url, ...(sha256 === undefined ? {} : { sha256 }) }) } }];
  });
}
