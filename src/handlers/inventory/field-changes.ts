import type { ShownFields } from '../../domain/found.ts';

/** A field that somebody changed on the marketplace. */
export interface FieldChange {
  /** What StoFlow wrote, or saw there before. */
  readonly ours: string;
  readonly theirs: string;
}

/** Fields of {@link ShownFields}, in the order in which a person reads them. */
const FIELDS = ['title', 'description', 'price', 'quantity'] as const;

/**
 * Finds what was changed on a marketplace. A field that was never seen before cannot have changed. Fewer pieces than
 * before are no change of the seller's but sales, which orders tell of.
 * @param before what the marketplace showed when it was last written or read
 * @param now what it shows
 * @returns the fields that differ
 */
export function fieldChanges(before: ShownFields, now: ShownFields): Readonly<Record<string, FieldChange>> {
  return Object.fromEntries(
    FIELDS.flatMap((field) => {
      const [ours, theirs] = [before[field], now[field]];
      if (ours === undefined || theirs === undefined || sameText(ours, theirs)) return [];
      if (field === 'quantity' && Number(theirs) < Number(ours)) return [];
      return [[field, { ours, theirs }]];
    }),
  );
}

/** Marketplaces tidy up white space and line ends. */
function sameText(one: string, other: string): boolean {
  const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();
  return tidy(one) === tidy(other);
}
