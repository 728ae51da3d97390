import { textOf } from '../../http/json-shape.ts';
import { oldStates } from './conclude.step.ts';

type Results = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/**
 * Sums a relisting up.
 * @param results results by step name
 * @returns the new item's id and address, the old one's id, and `live`; `sold` where any of them was sold; `ended`
 *   where the old one was gone before; `two_copies` where Vinted did not let the old one be deleted
 */
export function relistResult(results: Results): Record<string, unknown> {
  const { find_old: old, save: saved } = results;
  return {
    item_id: textOf(saved?.['item_id']) ?? null,
    url: textOf(saved?.['url']) ?? null,
    old_item_id: textOf(old?.['item_id']) ?? null,
    status: statusOf(results),
  };
}

function statusOf(results: Results): string | null {
  const states = oldStates({ results });
  const copy = textOf(results['read_back']?.['status']);
  if (states.includes('sold') || copy === 'sold') return 'sold';
  if (states.at(-1) === 'live') return 'two_copies';
  return copy ?? textOf(results['find_old']?.['status']) ?? null;
}
