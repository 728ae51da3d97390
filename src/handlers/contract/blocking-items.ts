import type { ChecklistItem } from './marketplace-adapter.ts';

/**
 * Marks the preconditions without which every job that sends content would fail. What only makes jobs wait (a closed
 * browser, a refused connection) must not be among them, nor what only the marketplace or StoFlow can mend.
 * @param items what a verification found
 * @param codes items without which every job would fail
 * @returns the items; those that are missing, are the seller's to mend and have one of the codes say so
 */
export function blockingItems(
  items: readonly ChecklistItem[],
  codes: readonly string[],
): readonly ChecklistItem[] {
  return items.map((item) =>
    !item.ok && item.actor === 'seller' && codes.includes(item.code) ? { ...item, blocks: true } : item,
  );
}
