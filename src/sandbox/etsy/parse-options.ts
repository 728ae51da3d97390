import { InvalidControl, isRecord, numberAt, stringAt, textsAt } from '../control/control-body.ts';
import { definedOnly, oneOf } from '../control/option-values.ts';
import { REFUSAL_SHAPES, type EtsyOptions } from './etsy-options.ts';

/**
 * Reads the body of `PUT /_control/options`.
 *
 * @param body any of `index_lag_ms, latency_ms, access_token_seconds, refresh_token_seconds, limit_per_second,
 *   limit_per_day, repeated_rows, redirect_uris, refusal_shape` (`text`, `object`, `list` or `bare_text`)
 * @returns the options it names
 * @throws InvalidControl for a value outside an option's range
 */
export function parseOptions(body: unknown): Partial<EtsyOptions> {
  if (!isRecord(body)) throw new InvalidControl('options must be an object');
  return definedOnly<EtsyOptions>({
    indexLagMs: numberAt(body, 'index_lag_ms'),
    latencyMs: numberAt(body, 'latency_ms'),
    accessTokenSeconds: numberAt(body, 'access_token_seconds'),
    refreshTokenSeconds: numberAt(body, 'refresh_token_seconds'),
    limitPerSecond: numberAt(body, 'limit_per_second'),
    limitPerDay: numberAt(body, 'limit_per_day'),
    repeatedRows: numberAt(body, 'repeated_rows'),
    redirectUris: textsAt(body, 'redirect_uris'),
    refusalShape: oneOf(stringAt(body, 'refusal_shape'), REFUSAL_SHAPES),
  });
}
