import type { Trouble } from '../outcome.ts';
import type { GoodAnswer } from '../vinted/classify-answer.ts';

/**
 * @param answer that lacks what it should have
 * @param writes whether the request changes something
 * @returns how the command ends
 */
export function pageChanged({ http }: GoodAnswer, writes: boolean): Trouble {
  const message = 'The answer has another shape than expected';
  return { status: writes ? 'unknown' : 'failed', error: { kind: 'page_changed', message }, http };
}
