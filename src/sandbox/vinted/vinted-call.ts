import type { Answer, Exchange } from '../http/exchange.ts';
import type { JsonObject } from './vinted-records.ts';
import { VintedRefusal } from './vinted-error.ts';
import type { VintedSession } from './vinted-session.ts';
import type { VintedUser } from './vinted-user.ts';
import type { VintedWorld } from './vinted-world.ts';

/** A call of a member who is logged in. */
export interface VintedCall {
  readonly exchange: Exchange;
  readonly params: Readonly<Record<string, string>>;
  readonly session: VintedSession;
  readonly user: VintedUser;
  readonly world: VintedWorld;
}

/** Carries one operation out; refuses by throwing {@link VintedRefusal}. */
export type VintedHandler = (call: VintedCall) => Answer;

/**
 * @param call the call
 * @param name of a path parameter
 * @returns its number
 * @throws VintedRefusal 104 when it is none
 */
export function numberParam(call: VintedCall, name: string): number {
  const value = Number(call.params[name]);
  if (!Number.isInteger(value)) throw new VintedRefusal(104);
  return value;
}

/**
 * Reads the JSON body of a call.
 *
 * @param exchange the request
 * @returns the object that was sent
 * @throws VintedRefusal 106 for anything but a JSON object under its content type: the site refuses another form of
 *   body as it refuses a stranger
 */
export function jsonBody(exchange: Exchange): JsonObject {
  if (!/^application\/json(;|$)/.test(exchange.headers['content-type'] ?? '')) throw new VintedRefusal(106);
  try {
    const body: unknown = JSON.parse(exchange.body.toString('utf8'));
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  } catch {
    // Falls through: what cannot be parsed is refused like any other malformed body.
  }
  throw new VintedRefusal(106);
}

/**
 * Reads one page's bounds.
 *
 * @param query the query of a list call
 * @param most largest page size
 * @returns page, from 1, and its size
 * @throws VintedRefusal 99 when one of them is no such number
 */
export function pageOf(
  query: URLSearchParams,
  most: number,
): { readonly page: number; readonly perPage: number } {
  const page = Number(query.get('page') ?? 1);
  const perPage = Number(query.get('per_page') ?? 20);
  if (!Number.isInteger(page) || page < 1) throw new VintedRefusal(99, [{ field: 'page', value: 'Page' }]);
  if (!Number.isInteger(perPage) || perPage < 1 || perPage > most) {
    throw new VintedRefusal(99, [{ field: 'per_page', value: `At most ${most}` }]);
  }
  return { page, perPage };
}

/**
 * Cuts one page out of a list.
 *
 * @param all the whole list
 * @param bounds page, from 1, and its size
 * @returns the entries of the page, and Vinted's `pagination`
 */
export function pageFrom<Entry>(
  all: readonly Entry[],
  { page, perPage }: ReturnType<typeof pageOf>,
): { readonly entries: readonly Entry[]; readonly pagination: JsonObject } {
  return {
    entries: all.slice((page - 1) * perPage, page * perPage),
    pagination: {
      current_page: page,
      total_pages: Math.max(1, Math.ceil(all.length / perPage)),
      total_entries: all.length,
      per_page: perPage,
    },
  };
}
