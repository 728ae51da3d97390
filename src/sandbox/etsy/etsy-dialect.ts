import type { FaultDialect } from '../faults/inject-fault.ts';
import { EtsyRefusal, errorAnswer, refusalAnswer } from './etsy-error.ts';
import type { EtsyWorld } from './etsy-world.ts';

/** Answer to an access token that is missing, dead or unknown. */
export const INVALID_TOKEN = errorAnswer(401, 'invalid_token');

/**
 * Words the general faults as Etsy does. Etsy numbers no errors: `error_id` is the HTTP status of a refusal, 400 when
 * absent.
 *
 * @param world whose access tokens an `expire_token` fault kills
 * @returns the dialect
 */
export function etsyDialect(world: EtsyWorld): FaultDialect {
  return {
    internalError: () => errorAnswer(500, 'Server Error'),
    rateLimited: (_exchange, seconds) =>
      errorAnswer(429, 'Exceeded per second rate limit', {
        'retry-after': String(Math.max(1, Math.ceil(seconds))),
      }),
    expireToken: (exchange) => {
      world.killToken(exchange);
      return INVALID_TOKEN;
    },
    concurrent: () => errorAnswer(409, 'The listing is being changed by another request'),
    refuse: (_exchange, status, kind) => {
      if (kind === 'refuse') return errorAnswer(status ?? 400, 'The request was refused');
      const problem = { path: 'title', type: 'invalid_characters', message: 'has invalid characters' };
      const refusal = new EtsyRefusal(status ?? 400, problem.message, problem);
      return refusalAnswer(refusal, kind === 'refuse_list' ? 'list' : 'text');
    },
  };
}
