import { setTimeout as sleep } from 'node:timers/promises';
import { deliver, type Answer, type Delivery, type Exchange } from '../http/exchange.ts';
import type { Fault, FaultKind } from './fault.ts';

/** Faults that refuse a call. */
export type RefusalFault = Extract<FaultKind, 'refuse' | 'refuse_list' | 'refuse_text'>;

const PAGE = Buffer.from(
  '<!doctype html><title>One moment</title><h1>Please confirm that you are a person</h1>',
);
const DEFAULT_DELAY_MS = 1000;

/** How one marketplace words the faults that every marketplace has. */
export interface FaultDialect {
  /**
   * @param exchange the call
   * @returns its 500
   */
  internalError(exchange: Exchange): Answer;
  /**
   * @param exchange the call
   * @param retryAfterSeconds the wait it asks for
   * @returns its 429
   */
  rateLimited(exchange: Exchange, retryAfterSeconds: number): Answer;
  /**
   * Kills the presented access token.
   * @param exchange the call
   * @returns its 401
   */
  expireToken(exchange: Exchange): Answer;
  /**
   * Stops whoever calls until a human check is passed.
   * @param exchange the call
   * @returns its human check
   */
  challenge?(exchange: Exchange): Answer;
  /**
   * @param exchange the call
   * @returns its answer to two writers of one thing
   */
  concurrent(exchange: Exchange): Answer;
  /**
   * @param exchange the call
   * @param errorId number of the error; its usual one where absent
   * @param kind which of its shapes is wanted, for a marketplace that has several
   * @returns its error of that number
   */
  refuse(exchange: Exchange, errorId: number | undefined, kind: RefusalFault): Answer;
}

/**
 * Carries a call out with a fault, or without one.
 *
 * @param fault the fault decided for the call, undefined for none
 * @param exchange the request
 * @param dialect the marketplace's wording
 * @param effect carries the call out and returns its true answer; for `ignored` and `unchanged` it keeps nothing
 * @returns what the caller gets to see
 */
export async function injectFault(
  fault: Fault | undefined,
  exchange: Exchange,
  dialect: FaultDialect,
  effect: () => Promise<Answer>,
): Promise<Delivery> {
  switch (fault?.kind) {
    case undefined:
    case 'ignored':
    case 'unchanged':
      return deliver(await effect());
    case 'lose_answer':
      await effect();
      return { kind: 'drop' };
    case 'hang':
      await effect();
      return { kind: 'hang' };
    case 'error_after':
      await effect();
      return deliver(dialect.internalError(exchange));
    case 'error_before':
      return deliver(dialect.internalError(exchange));
    case 'rate_limited':
      return deliver(dialect.rateLimited(exchange, fault.retryAfterSeconds));
    case 'expire_token':
      return deliver(dialect.expireToken(exchange));
    case 'challenge':
      return deliver(dialect.challenge?.(exchange) ?? dialect.internalError(exchange));
    case 'concurrent':
      return deliver(dialect.concurrent(exchange));
    case 'refuse':
    case 'refuse_list':
    case 'refuse_text':
      return deliver(dialect.refuse(exchange, fault.errorId, fault.kind));
    case 'reset_before':
      return { kind: 'drop' };
    case 'html_page':
      return deliver({
        status: fault.errorId ?? 403,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        bytes: PAGE,
      });
    case 'empty_answer':
      await effect();
      return deliver({ status: 200 });
    case 'slow': {
      const answer = await effect();
      // A stand-in that is stopped meanwhile does not wait for it.
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS, undefined, { ref: false });
      return deliver(answer);
    }
  }
}
