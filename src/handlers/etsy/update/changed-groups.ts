import { recordOf } from '../../http/json-shape.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';

/** Groups of fields by the step that sends them; a group may need two. Named as in `fieldHashesOf`. */
export const SENT_BY = {
  write_content: ['texts', 'provenance', 'category', 'labels', 'terms'],
  put_inventory: ['key', 'price', 'quantity', 'terms'],
  set_properties: ['properties', 'category'],
  arrange_images: ['pictures'],
} as const;

/**
 * Compares what is wanted with what was sent last.
 * @param wanted hashes of what is wanted
 * @param fingerprint as stored with the listing
 * @param force whether everything counts as changed
 * @returns names of the groups that differ
 */
export function changedGroups(wanted: FieldHashes, fingerprint: unknown, force: boolean): readonly string[] {
  const stored = recordOf(recordOf(fingerprint)['fields']);
  return Object.keys(wanted).filter((group) => force || stored[group] !== wanted[group]);
}

/**
 * Reads group names out of a step's payload or result.
 * @param stored the value as stored
 * @returns the names
 */
export function groupsOf(stored: unknown): readonly string[] {
  return Array.isArray(stored) ? stored.map(String) : [];
}

/**
 * Leaves groups out, since what Etsy has of them is not certain.
 * @param fields hashes as stored
 * @param groups names to leave out
 * @returns the rest
 */
export function without(fields: unknown, groups: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(recordOf(fields)).filter(([group]) => !groups.includes(group)));
}

/**
 * Takes groups out of hashes.
 * @param fields all hashes
 * @param groups names to take
 * @returns only those
 */
export function only(fields: FieldHashes, groups: readonly string[]): FieldHashes {
  return Object.fromEntries(Object.entries(fields).filter(([group]) => groups.includes(group)));
}
