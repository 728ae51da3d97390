import { objectOf, textOf } from '../json.ts';
import type { MarketSpec } from './market.ts';

const SITE = 'EBAY_FR';

/**
 * eBay: the first publication hangs, and a buyer takes the piece before anybody knows that it is listed; answers to
 * creating and publishing are lost; a publication is answered with a 500 and done; there is a limit and a dead token.
 * Calls take 60 ms, and the search shows new offers 300 ms late. Faults that cost an attempt come to 3 in 100 calls:
 * of a job with 10 calls and 5 attempts, fewer than 1 in 50,000 then fails for bad luck alone (binomial, 5 of 12).
 */
export const EBAY_MARKET: MarketSpec = {
  name: 'ebay',
  title: 'eBay',
  temper: { latency_ms: 60, index_lag_ms: 300, media_limit: true },
  scripted: [
    { operation: 'createImageFromFile', fault: 'expire_token', nth: 2 },
    { operation: 'createImageFromFile', fault: 'rate_limited', nth: 3 },
    { operation: 'createOffer', fault: 'lose_answer', nth: 1 },
    { operation: 'publishOffer', fault: 'hang', nth: 1 },
    { operation: 'publishOffer', fault: 'lose_answer', nth: 2 },
    { operation: 'publishOffer', fault: 'error_after', nth: 3 },
  ],
  rates: {
    lose_answer: 0.01,
    error_after: 0.005,
    error_before: 0.01,
    concurrent: 0.005,
    rate_limited: 0.01,
    expire_token: 0.01,
  },
  once: ['createOffer', 'publishOffer'],
  publishStep: 'publish_offer',
  open: async (control, name) => {
    const body = { name, marketplaces: [SITE] };
    const account = objectOf(await control.send('/_control/accounts', { method: 'POST', body }));
    const policies = objectOf(objectOf(account['marketplaces'])[SITE]);
    return {
      externalId: name,
      refreshToken: textOf(account, 'refresh_token') ?? '',
      settings: {
        marketplace_id: SITE,
        merchant_location_key: textOf(account, 'merchant_location_key'),
        fulfillment_policy_id: textOf(policies, 'fulfillment_policy_id'),
        payment_policy_id: textOf(policies, 'payment_policy_id'),
        return_policy_id: textOf(policies, 'return_policy_id'),
      },
    };
  },
};
