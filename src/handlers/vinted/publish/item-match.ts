import { integerOf, recordsOf, textOf } from '../../http/json-shape.ts';
import type { JsonRecord } from '../../http/json-shape.ts';
import { carriesMark } from '../vinted-texts.ts';

/** What a lost item is recognised by. */
export interface ItemMarks {
  readonly title: string;
  /** Last line of the description. */
  readonly mark: string;
  readonly tempUuid: string;
  /** Photos that were uploaded for it. */
  readonly photoIds: readonly number[];
}

/**
 * `certain`: made by this very job · `likely`: of this product, by whichever job · `earlier`: of this product, with
 * photos of another job · `none`: of another product.
 */
export type Match = 'certain' | 'likely' | 'earlier' | 'none';

/**
 * Decides whether an item is the lost one. An id of the upload proves it; else the mark says which product it is of.
 * @param item as Vinted's form holds it, of any shape
 * @param marks what the lost item is recognised by
 * @returns how sure it is
 */
export function matchOf(item: JsonRecord, marks: ItemMarks): Match {
  if (textOf(item['temp_uuid']) === marks.tempUuid) return 'certain';
  const photos = [...recordsOf(item['assigned_photos']), ...recordsOf(item['photos'])]
    .map(({ id }) => integerOf(id))
    .filter((id) => id !== undefined);
  if (photos.some((id) => marks.photoIds.includes(id))) return 'certain';
  if (!carriesMark(textOf(item['description']) ?? '', marks.mark)) return 'none';
  return photos.length > 0 ? 'earlier' : 'likely';
}
