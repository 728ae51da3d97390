import { recordOf } from '../../http/json-shape.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';

/** Groups of fields that are held by the inventory item. The key counts for the language of the item's texts. */
const OF_ITEM = ['key', 'texts', 'condition', 'aspects', 'pictures'];
/** Groups that are held by the offer alone. */
const OF_OFFER = ['category', 'terms'];
/** Groups that a call of their own can change, without touching anything else. */
const OF_BOTH = ['price', 'quantity'];

/** Which groups each write is to send; an empty list where the write is not needed. */
export interface Writes {
  readonly item: readonly string[];
  readonly offer: readonly string[];
  readonly priceQuantity: readonly string[];
}

/**
 * Finds the groups of fields that differ from what was sent last.
 * @param wanted hashes of what is wanted
 * @param sent hashes stored with the listing, of any shape
 * @returns the groups' names
 */
export function changedGroups(wanted: FieldHashes, sent: unknown): readonly string[] {
  const stored = recordOf(sent);
  return Object.keys(wanted).filter((group) => stored[group] !== wanted[group]);
}

/**
 * Chooses the fewest writes: each counts as a revision, of which a listing takes 250 a day.
 * @param changed names of groups
 * @returns what each write is to send
 */
export function writesOf(changed: readonly string[]): Writes {
  const among = (groups: readonly string[]): readonly string[] =>
    changed.filter((group) => groups.includes(group));
  if (among(OF_OFFER).length === 0) {
    return { item: among(OF_ITEM), offer: [], priceQuantity: among(OF_BOTH) };
  }
  // The offer is replaced anyway and takes its price and quantity along; the stock behind it is the item's.
  return {
    item: among([...OF_ITEM, 'quantity']),
    offer: among([...OF_OFFER, ...OF_BOTH, 'texts']),
    priceQuantity: [],
  };
}
