import { textOf } from '../../http/json-shape.ts';

/** How an item stands on Vinted; `ended` is closed for any reason but a sale, or gone. */
export type ItemState = 'live' | 'sold' | 'ended';

/** What an item says of itself, in its form or in the wardrobe. */
export interface SaidOfItem {
  readonly is_closed?: unknown;
  readonly item_closing_action?: unknown;
}

/**
 * @param item as Vinted shows it, of any shape
 * @returns how it stands; undefined where it does not say
 */
export function stateOf({
  is_closed: isClosed,
  item_closing_action: action,
}: SaidOfItem): ItemState | undefined {
  if (typeof isClosed !== 'boolean') return undefined;
  if (!isClosed) return 'live';
  return action === 'sold' ? 'sold' : 'ended';
}

/**
 * @param value what an earlier step has left
 * @returns the state; undefined where it is none
 */
export function asState(value: unknown): ItemState | undefined {
  const text = textOf(value);
  return text === 'live' || text === 'sold' || text === 'ended' ? text : undefined;
}
