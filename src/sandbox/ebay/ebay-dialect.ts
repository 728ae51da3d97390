import type { Exchange } from '../http/exchange.ts';
import type { FaultDialect } from '../faults/inject-fault.ts';
import { errorAnswer } from './ebay-error.ts';
import type { EbayWorld } from './ebay-world.ts';

/**
 * Words the general faults as eBay does.
 *
 * @param world whose access tokens an `expire_token` fault kills
 * @returns the dialect
 */
export function ebayDialect(world: EbayWorld): FaultDialect {
  return {
    internalError: (exchange) => errorAnswer(systemErrorOf(exchange)),
    rateLimited: (_exchange, seconds) =>
      errorAnswer(2001, {}, { 'retry-after': String(Math.max(1, Math.ceil(seconds))) }),
    expireToken: (exchange) => {
      world.killToken(exchange);
      return errorAnswer(1001);
    },
    concurrent: () => errorAnswer(25025),
    refuse: (_exchange, errorId) => errorAnswer(errorId ?? 25002),
  };
}

function systemErrorOf(exchange: Exchange): number {
  if (exchange.path.startsWith('/sell/account/')) return 20500;
  if (exchange.path.startsWith('/sell/fulfillment/')) return 30500;
  return exchange.path.startsWith('/commerce/media/') ? 190000 : 25001;
}
