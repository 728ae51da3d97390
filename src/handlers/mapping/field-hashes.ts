import { createHash } from 'node:crypto';

/** One hash per group of fields, so that an update can tell what changed. */
export type FieldHashes = Readonly<Record<string, string>>;

/**
 * Hashes something that can be written as JSON.
 * @param content the content; the order of its keys counts
 * @returns SHA-256 in hex, cut to 16 digits
 */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex').slice(0, 16);
}

/**
 * Hashes groups of fields.
 * @param groups content by the group's name
 * @returns one hash a group
 */
export function hashesOf(groups: Readonly<Record<string, unknown>>): FieldHashes {
  return Object.fromEntries(Object.entries(groups).map(([name, content]) => [name, hashOf(content)]));
}

/**
 * Compares two sets of hashes.
 * @param one hashes of what is wanted
 * @param other what was stored with a listing, of any shape
 * @returns true where every group is the same
 */
export function sameHashes(one: FieldHashes, other: unknown): boolean {
  if (typeof other !== 'object' || other === null) return false;
  const stored = other as Readonly<Record<string, unknown>>;
  return (
    Object.keys(stored).length === Object.keys(one).length &&
    Object.entries(one).every(([name, hash]) => stored[name] === hash)
  );
}
