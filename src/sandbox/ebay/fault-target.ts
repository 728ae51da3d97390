import { createHash } from 'node:crypto';
import { FAULT_KINDS, type FaultKind, type FaultTarget } from '../faults/fault.ts';
import type { Exchange } from '../http/exchange.ts';

/** eBay has one shape of error, and nobody has seen it claim what it had not done. */
const ELSEWHERE: readonly FaultKind[] = ['refuse_list', 'refuse_text', 'ignored', 'unchanged'];

/**
 * Describes a call to the fault sources, from the request alone: nobody has looked at the token yet.
 *
 * @param operation name of the operation
 * @param params its path parameters
 * @param exchange the request
 * @param writesSku whether eBay could answer 25025
 * @returns the target; the resource is the SKU, the offer, the location, or a digest of what was sent
 */
export function faultTarget(
  operation: string,
  params: Readonly<Record<string, string>>,
  exchange: Exchange,
  writesSku: boolean,
): FaultTarget {
  const applicable = new Set<FaultKind>(FAULT_KINDS.filter((kind) => !ELSEWHERE.includes(kind)));
  applicable.delete('challenge');
  if (!writesSku) applicable.delete('concurrent');
  if (operation === 'token') applicable.delete('expire_token');
  return { operation, resource: resourceOf(operation, params, exchange), applicable };
}

function resourceOf(operation: string, params: Readonly<Record<string, string>>, exchange: Exchange): string {
  const [fromPath] = Object.values(params);
  if (fromPath !== undefined) return fromPath;
  if (operation === 'createOffer' || operation === 'bulkUpdatePriceQuantity') return skuIn(exchange.body);
  if (operation === 'getOffers') return exchange.query.get('sku') ?? '';
  // A multipart body differs by its boundary at each attempt, the picture inside does not.
  const bytes = operation === 'createImageFromFile' ? withoutBoundary(exchange) : exchange.body;
  return createHash('sha256').update(exchange.query.toString()).update(bytes).digest('hex').slice(0, 16);
}

function skuIn(body: Buffer): string {
  return /"sku"\s*:\s*"([^"]*)"/.exec(body.toString('utf8'))?.[1] ?? '';
}

function withoutBoundary(exchange: Exchange): Buffer {
  const start = exchange.body.indexOf('\r\n\r\n');
  const boundary = /boundary="?([^";]+)/i.exec(exchange.headers['content-type'] ?? '')?.[1];
  const end = boundary === undefined ? -1 : exchange.body.lastIndexOf(`\r\n--${boundary}--`);
  return start < 0 || end < start ? exchange.body : exchange.body.subarray(start, end);
}
