import type { Answer, Exchange } from '../http/exchange.ts';
import { challengeAnswer } from './challenge-page.ts';
import { slowDown, vintedError } from './vinted-error.ts';
import type { VintedOperation } from './vinted-routes.ts';
import type { VintedSession } from './vinted-session.ts';
import type { VintedUser } from './vinted-user.ts';
import type { VintedWorld } from './vinted-world.ts';

/** Whether a call gets on, and whose it is as far as that is known. */
export type Admission =
  | { readonly session: VintedSession; readonly user: VintedUser }
  | { readonly user: VintedUser | undefined; readonly refusal: Answer };

/** Headers of the site's upload form; without them it was seen to fail with 105. */
const UPLOAD_HEADERS = [
  'x-enable-dynamic-attribute-condition',
  'x-enable-dynamic-attribute-size',
  'x-enable-dynamic-attribute-video-game-rating',
];

/**
 * Does what stands in front of every operation: the human check, the session, the CSRF token, the form's headers, the
 * pace.
 *
 * @param world members, sessions, options
 * @param exchange the request
 * @param operation what is asked for
 * @returns the member, or what refuses the call
 */
export function admit(world: VintedWorld, exchange: Exchange, operation: VintedOperation): Admission {
  const session = world.sessionOf(exchange);
  const user = session?.user;
  const refusal = refusalOf(world, exchange, operation, session);
  if (refusal !== undefined) return { user, refusal };
  if (session === undefined || user === undefined) return { user, refusal: vintedError(21) };
  return { session, user };
}

function refusalOf(
  world: VintedWorld,
  exchange: Exchange,
  operation: VintedOperation,
  session: VintedSession | undefined,
): Answer | undefined {
  const user = session?.user;
  if (session === undefined || user === undefined) return vintedError(21);
  // The guard stands before the application, whoever it is.
  if (user.challenge !== undefined) return challengeAnswer(user.challenge);
  if (session.expired || exchange.headers.cookie?.includes(session.accessToken) !== true)
    return vintedError(100);
  if (operation.writes && exchange.headers['x-csrf-token'] !== session.csrf) return vintedError(106);
  const { uploadHeaders } = world.options;
  if (operation.upload && uploadHeaders && UPLOAD_HEADERS.some((name) => exchange.headers[name] !== 'true'))
    return vintedError(105);
  return operation.writes ? tooFast(world, user) : undefined;
}

function tooFast(world: VintedWorld, user: VintedUser): Answer | undefined {
  const { writeLimit, writeWindowSeconds } = world.options;
  if (writeLimit <= 0) return undefined;
  const now = world.now();
  const windowMs = writeWindowSeconds * 1000;
  while (user.writeTimes[0] !== undefined && user.writeTimes[0] <= now - windowMs) user.writeTimes.shift();
  const [oldest] = user.writeTimes;
  if (oldest !== undefined && user.writeTimes.length >= writeLimit) {
    return slowDown((oldest + windowMs - now) / 1000);
  }
  user.writeTimes.push(now);
  return undefined;
}
