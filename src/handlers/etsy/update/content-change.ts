import { recordOf } from '../../http/json-shape.ts';
import type { FormValue } from '../etsy-form.ts';
import type { EtsyListing } from '../etsy-listing.ts';
import { plainTextOf } from '../etsy-texts.ts';
import { evened } from '../publish/shown-as-wanted.ts';
import type { Wanted } from '../publish/wanted.ts';

/** A part of updateListing's form. */
export type ContentChange = Readonly<Record<string, FormValue>>;

/**
 * Chooses the fields that a change of some groups sends. Who made it, when, and whether it is a supply travel together.
 * @param wanted what Etsy is to hold
 * @param taxonomyId the number of its place
 * @param groups the groups that change
 * @returns the fields; an empty list is sent as an empty value, which clears it
 */
export function contentChangeOf(
  { content }: Pick<Wanted, 'content'>,
  taxonomyId: number | undefined,
  groups: readonly string[],
): ContentChange {
  const { title, description, who_made, when_made, is_supply } = content;
  const has = (group: string): boolean => groups.includes(group);
  return {
    ...(has('texts') ? { title, description } : {}),
    ...(has('provenance') ? { who_made, when_made, is_supply } : {}),
    ...(has('category') ? { taxonomy_id: taxonomyId } : {}),
    ...(has('labels') ? { tags: cleared(content.tags), materials: cleared(content.materials) } : {}),
    ...(has('terms')
      ? { shipping_profile_id: content.shipping_profile_id, return_policy_id: content.return_policy_id }
      : {}),
  };
}

/**
 * Compares what Etsy shows with what was sent. What Etsy's answer does not tell counts as right.
 * @param listing what Etsy shows
 * @param change what was sent
 * @returns names of the fields that differ
 */
export function contentDifferences(listing: EtsyListing, change: ContentChange): readonly string[] {
  const shown = recordOf({ ...listing.details, taxonomy_id: listing.taxonomyId });
  return Object.entries(change).flatMap(([name, sent]) => {
    if (name === 'title' || name === 'description') {
      return evened(listing[name]) === evened(String(sent)) ? [] : [name];
    }
    const there = shown[name];
    return sent === undefined || there === undefined || spelt(there) === spelt(sent) ? [] : [name];
  });
}

function cleared(words: readonly string[]): FormValue {
  return words.length === 0 ? '' : words;
}

/** Etsy gives words back in an order and a case of its own; no list and null are the same as none. */
function spelt(value: unknown): string {
  if (value === null) return '';
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const words: readonly unknown[] = value;
  return words
    .map((word) => plainTextOf(String(word)).toLowerCase())
    .sort()
    .join();
}
