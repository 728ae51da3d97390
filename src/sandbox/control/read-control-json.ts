import type { Exchange } from '../http/exchange.ts';
import { InvalidControl } from './control-body.ts';

/**
 * Reads the body of a control request, whatever its content type.
 *
 * @param exchange the request
 * @returns the parsed JSON, an empty object for an empty body
 * @throws InvalidControl when it is no JSON
 */
export function readControlJson(exchange: Exchange): unknown {
  if (exchange.body.byteLength === 0) return {};
  try {
    return JSON.parse(exchange.body.toString('utf8'));
  } catch {
    throw new InvalidControl('the body is not JSON');
  }
}
