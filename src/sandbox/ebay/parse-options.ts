import { flagAt, InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import { definedOnly, oneOf } from '../control/option-values.ts';
import type { EbayOptions } from './ebay-options.ts';

/**
 * Reads the body of `PUT /_control/options`.
 *
 * @param body any of `index_lag_ms, order_lag_ms, sold_out, latency_ms, media_limit, access_token_seconds, republish, repeated_withdraw,
 *   replaced_item_status, item_offset, ean_categories, accept_url`
 * @returns the options it names
 * @throws InvalidControl for a value outside an option's range
 */
export function parseOptions(body: unknown): Partial<EbayOptions> {
  if (!isRecord(body)) throw new InvalidControl('options must be an object');
  return definedOnly<EbayOptions>({
    indexLagMs: numberAt(body, 'index_lag_ms'),
    orderLagMs: numberAt(body, 'order_lag_ms'),
    soldOut: oneOf(stringAt(body, 'sold_out'), ['ends', 'hidden'] as const),
    latencyMs: numberAt(body, 'latency_ms'),
    mediaLimit: flagAt(body, 'media_limit'),
    accessTokenSeconds: numberAt(body, 'access_token_seconds'),
    republish: oneOf(stringAt(body, 'republish'), ['same_listing', 'conflict'] as const),
    repeatedWithdraw: oneOf(numberAt(body, 'repeated_withdraw'), [25002, 25713] as const),
    replacedItemStatus: oneOf(numberAt(body, 'replaced_item_status'), [200, 204] as const),
    itemOffset: oneOf(stringAt(body, 'item_offset'), ['page', 'record'] as const),
    eanCategories: textsAt(body, 'ean_categories'),
    acceptUrl: stringAt(body, 'accept_url'),
  });
}
