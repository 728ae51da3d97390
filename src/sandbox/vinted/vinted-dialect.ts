import type { FaultDialect } from '../faults/inject-fault.ts';
import { challengeAnswer } from './challenge-page.ts';
import { slowDown, vintedError } from './vinted-error.ts';
import type { VintedWorld } from './vinted-world.ts';

/**
 * Words the general faults as Vinted does.
 *
 * @param world whose sessions run out and whose members are challenged
 * @returns the dialect
 */
export function vintedDialect(world: VintedWorld): FaultDialect {
  return {
    internalError: () => vintedError(105),
    rateLimited: (_exchange, seconds) => slowDown(seconds),
    expireToken: (exchange) => {
      const session = world.sessionOf(exchange);
      if (session !== undefined) session.expired = true;
      return vintedError(100);
    },
    challenge: (exchange) => {
      const user = world.sessionOf(exchange)?.user;
      if (user !== undefined) user.challenge = 'html';
      return challengeAnswer('html');
    },
    concurrent: () => vintedError(105),
    refuse: (_exchange, code) => vintedError(code ?? 106),
  };
}
