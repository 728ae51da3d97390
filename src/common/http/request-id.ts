import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HEADER = 'x-request-id';
const ACCEPTABLE = /^[A-Za-z0-9._:-]{8,128}$/;

/**
 * Names a request: the caller's own `X-Request-Id` where it is harmless in a log, else a new one. The answer carries it.
 * @param request the request
 * @param response gets the header
 * @returns the id
 */
export function assignRequestId(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers[HEADER];
  const id = typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

/**
 * @param request a request that was named
 * @returns its id, as in the log and in the `X-Request-Id` header
 */
export function requestId(request: IncomingMessage & { readonly id?: unknown }): string {
  return typeof request.id === 'string' ? request.id : '';
}
