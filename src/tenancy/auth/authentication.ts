import type { IncomingMessage } from 'node:http';
import type { DomainError } from '../../domain/errors.ts';
import type { Principal } from './principal.ts';

/** What is known of who makes a request: who, or why not. */
export type Authentication =
  | { readonly principal: Principal; readonly error?: undefined }
  | { readonly principal?: undefined; readonly error: DomainError };

const known = new WeakMap<IncomingMessage, Authentication>();

/**
 * Notes who makes a request.
 * @param request the request
 * @param authentication who, or why not
 */
export function rememberAuthentication(request: IncomingMessage, authentication: Authentication): void {
  known.set(request, authentication);
}

/**
 * @param request a request that passed the tenancy middleware
 * @returns who makes it, or why that is not known; undefined for a request that did not pass it
 */
export function authenticationOf(request: IncomingMessage): Authentication | undefined {
  return known.get(request);
}
