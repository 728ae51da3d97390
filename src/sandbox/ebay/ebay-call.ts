import type { Answer, Exchange } from '../http/exchange.ts';
import { EbayRefusal } from './ebay-error.ts';
import type { JsonObject } from './ebay-records.ts';
import type { EbayWorld } from './ebay-world.ts';
import type { SellerAccount } from './seller-account.ts';

/** An authenticated call of a seller. */
export interface EbayCall {
  readonly exchange: Exchange;
  readonly params: Readonly<Record<string, string>>;
  readonly account: SellerAccount;
  readonly world: EbayWorld;
}

/** Carries one operation out; refuses by throwing {@link EbayRefusal}. */
export type EbayHandler = (call: EbayCall) => Answer;

/**
 * @param call the call
 * @param name of a path parameter
 * @returns its value
 * @throws Error when the route has no such parameter
 */
export function param(call: EbayCall, name: string): string {
  const value = call.params[name];
  if (value === undefined) throw new Error(`the route has no parameter ${name}`);
  return value;
}

/**
 * Reads the JSON body of a call.
 *
 * @param exchange the request
 * @returns the object that was sent
 * @throws EbayRefusal 2003 for another content type, 2004 for anything but a JSON object
 */
export function jsonBody(exchange: Exchange): JsonObject {
  if (!/^application\/json(;|$)/.test(exchange.headers['content-type'] ?? '')) throw new EbayRefusal(2003);
  try {
    const body: unknown = JSON.parse(exchange.body.toString('utf8'));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  } catch {
    // Falls through: what cannot be parsed is refused like any other malformed body.
  }
  throw new EbayRefusal(2004, { info: 'The body is not a JSON object' });
}

/**
 * @param answered an action's answer for a POST that must carry a body
 * @returns a handler that asks for a JSON body first, as the live publish and withdraw do
 */
export function needsJsonBody(answered: EbayHandler): EbayHandler {
  return (call) => {
    // Seen on the live service: the edge refuses a POST without a body before eBay sees it.
    if (call.exchange.body.byteLength === 0) {
      return {
        status: 411,
        headers: { 'content-type': 'text/html' },
        bytes: Buffer.from('<html><body><h1>411 Length Required</h1></body></html>'),
      };
    }
    jsonBody(call.exchange);
    return answered(call);
  };
}

/**
 * Reads one page's bounds.
 *
 * @param query the query of a list call
 * @param fallback page size when `limit` is absent
 * @param most largest page size
 * @returns limit and offset as integers
 * @throws EbayRefusal 25706 when one of them is no such number
 */
export function pageOf(
  query: URLSearchParams,
  fallback: number,
  most: number,
): { readonly limit: number; readonly offset: number } {
  const limit = Number(query.get('limit') ?? fallback);
  const offset = Number(query.get('offset') ?? 0);
  if (!Number.isInteger(limit) || limit < 1 || limit > most || !Number.isInteger(offset) || offset < 0) {
    throw new EbayRefusal(25706);
  }
  return { limit, offset };
}
