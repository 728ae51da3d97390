import { createHash } from 'node:crypto';
import { FAULT_KINDS, type FaultKind, type FaultTarget } from '../faults/fault.ts';
import type { Exchange } from '../http/exchange.ts';

/** Changes that the live service was seen to claim without making them. */
const CLAIMED: readonly string[] = ['updateListing', 'updateListingInventory', 'updateListingProperty'];

/**
 * Describes a call to the fault sources, from the request alone: nobody has looked at the key or the token yet.
 *
 * @param operation name of the operation
 * @param params its path parameters
 * @param exchange the request
 * @returns the target; the resource is the listing, else the last number in the path, else a digest of what was sent
 */
export function faultTarget(
  operation: string,
  params: Readonly<Record<string, string>>,
  exchange: Exchange,
): FaultTarget {
  const applicable = new Set<FaultKind>(FAULT_KINDS);
  applicable.delete('challenge');
  if (exchange.method === 'GET' || operation === 'token') applicable.delete('concurrent');
  if (operation === 'token') applicable.delete('expire_token');
  if (!CLAIMED.includes(operation)) applicable.delete('ignored');
  // With the old values in the answer, only a listing tells that nothing happened.
  if (operation !== 'updateListing') applicable.delete('unchanged');
  return { operation, resource: resourceOf(operation, params, exchange), applicable };
}

function resourceOf(operation: string, params: Readonly<Record<string, string>>, exchange: Exchange): string {
  if (params['listing_id'] !== undefined) return params['listing_id'];
  // A draft has no key; the same product is sent with the same bytes.
  const isSentWhole = operation === 'createDraftListing' || operation === 'token';
  const lastOfPath = Object.values(params).at(-1);
  if (lastOfPath !== undefined && !isSentWhole) return lastOfPath;
  const hash = createHash('sha256').update(exchange.query.toString()).update(exchange.body);
  return hash.digest('hex').slice(0, 16);
}
