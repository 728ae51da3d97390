import type { JsonObject } from './vinted-records.ts';

/**
 * Says which product an item is: Vinted has no field for it, so the description ends with a line that names the SKU.
 *
 * @param item as it was sent
 * @param mark what stands before the SKU in that line
 * @returns the SKU; the title where no line has the mark
 */
export function markedSku(item: JsonObject, mark: string): string {
  const description = typeof item['description'] === 'string' ? item['description'] : '';
  const last = description.trimEnd().split('\n').at(-1)?.trim() ?? '';
  if (mark !== '' && last.startsWith(mark) && last.length > mark.length)
    return last.slice(mark.length).trim();
  return typeof item['title'] === 'string' ? item['title'] : '';
}
