import { createHash } from 'node:crypto';
import { FAULT_KINDS, type FaultKind, type FaultTarget } from '../faults/fault.ts';
import type { Exchange } from '../http/exchange.ts';
import { parseMultipart } from '../http/multipart.ts';
import { markedSku } from './sku-mark.ts';

/** Vinted has one shape of error, and nobody locks anything. */
const ELSEWHERE: readonly FaultKind[] = ['concurrent', 'refuse_list', 'refuse_text', 'unchanged'];
/** Operations that may be answered as if they were done. */
const CLAIMED: readonly string[] = ['updateItem'];

/**
 * Describes a call to the fault sources, from the request alone: nobody has looked at the cookies yet.
 *
 * @param operation name of the operation
 * @param params its path parameters
 * @param exchange the request
 * @param skuMark what stands before a SKU in a description
 * @returns the target; the resource is a number of the path, the SKU or title of what is created, or a digest
 */
export function vintedFaultTarget(
  operation: string,
  params: Readonly<Record<string, string>>,
  exchange: Exchange,
  skuMark: string,
): FaultTarget {
  const applicable = new Set(FAULT_KINDS.filter((kind) => !ELSEWHERE.includes(kind)));
  if (!CLAIMED.includes(operation)) applicable.delete('ignored');
  return { operation, resource: resourceOf(params, exchange, skuMark), applicable };
}

function resourceOf(params: Readonly<Record<string, string>>, exchange: Exchange, skuMark: string): string {
  const [fromPath] = Object.values(params);
  if (fromPath !== undefined) return fromPath;
  const item = sentItem(exchange);
  if (item !== undefined) return markedSku(item, skuMark);
  // Boundary and temp_uuid differ at each attempt, the picture inside does not.
  const parts = parseMultipart(exchange.headers['content-type'] ?? '', exchange.body);
  const bytes = parts?.find(({ name }) => name === 'photo[file]')?.bytes ?? exchange.body;
  return createHash('sha256').update(exchange.query.toString()).update(bytes).digest('hex').slice(0, 16);
}

function sentItem(exchange: Exchange): Readonly<Record<string, unknown>> | undefined {
  try {
    const body = JSON.parse(exchange.body.toString('utf8')) as Record<string, unknown> | null;
    const item = body?.['item'] ?? body?.['draft'];
    return typeof item === 'object' && item !== null ? (item as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
