import { numberOf, objectOf, textOf } from '../json.ts';
import type { MarketSpec } from './market.ts';

/**
 * Etsy: drafts are made and the answer is a 500, or none at all; an activation is answered as if done and is not;
 * access tokens die, and every refresh makes a new pair. Calls take 40 ms, and new drafts are found 300 ms late. A job
 * makes some 15 calls and has 6 attempts: 2 faults in 100 calls leave it in fewer than 1 of 100,000 runs without one.
 */
export const ETSY_MARKET: MarketSpec = {
  name: 'etsy',
  title: 'Etsy',
  temper: { latency_ms: 40, index_lag_ms: 300, limit_per_second: 150, limit_per_day: 100_000 },
  scripted: [
    { operation: 'createDraftListing', fault: 'error_after', nth: 1 },
    { operation: 'createDraftListing', fault: 'lose_answer', nth: 2 },
    { operation: 'uploadListingImage', fault: 'expire_token', nth: 2 },
    { operation: 'uploadListingImage', fault: 'rate_limited', nth: 4 },
    { operation: 'updateListing', fault: 'lose_answer', nth: 1 },
    { operation: 'updateListing', fault: 'ignored', nth: 3 },
  ],
  rates: {
    lose_answer: 0.005,
    error_after: 0.005,
    error_before: 0.005,
    rate_limited: 0.01,
    expire_token: 0.005,
  },
  once: ['createDraftListing', 'updateListing'],
  publishStep: 'activate',
  open: async (control, name) => {
    const shop = objectOf(await control.send('/_control/accounts', { method: 'POST', body: { name } }));
    return {
      externalId: String(numberOf(shop, 'user_id')),
      refreshToken: textOf(shop, 'refresh_token') ?? '',
      settings: {
        shop_id: numberOf(shop, 'shop_id'),
        shipping_profile_id: numberOf(shop, 'shipping_profile_id'),
        return_policy_id: numberOf(shop, 'return_policy_id'),
        readiness_state_id: numberOf(shop, 'readiness_state_id'),
        currency: textOf(shop, 'currency'),
      },
    };
  },
};
