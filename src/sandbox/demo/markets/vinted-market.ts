import { numberOf, objectOf, textOf } from '../json.ts';
import type { MarketSpec } from './market.ts';

/**
 * Vinted, which only the seller's browser reaches: items are made and the answer is lost, empty or a 500. A second
 * item of the same photos is possible, as nobody has seen Vinted refuse it.
 */
export const VINTED_MARKET: MarketSpec = {
  name: 'vinted',
  title: 'Vinted',
  temper: { latency_ms: 30, index_lag_ms: 100, photos_assigned_once: false },
  scripted: [
    { operation: 'createItem', fault: 'lose_answer', nth: 1 },
    { operation: 'createItem', fault: 'empty_answer', nth: 2 },
    { operation: 'createItem', fault: 'error_after', nth: 3 },
  ],
  rates: { lose_answer: 0.005, error_before: 0.005 },
  once: ['createItem'],
  publishStep: 'create_item',
  open: async (control, name) => {
    const member = objectOf(
      await control.send('/_control/accounts', { method: 'POST', body: { login: name } }),
    );
    return {
      externalId: String(numberOf(member, 'user_id')),
      settings: { site: 'vinted.fr' },
      cookie: textOf(member, 'cookie') ?? '',
    };
  },
};
