import type { Answer, Exchange } from '../http/exchange.ts';
import type { VintedCall } from './vinted-call.ts';
import { vintedError } from './vinted-error.ts';
import type { VintedWorld } from './vinted-world.ts';

/**
 * `GET /api/v2/users/current`: who is logged in.
 *
 * @param call the call
 * @returns the member
 */
export function currentUser({ user }: VintedCall): Answer {
  return {
    status: 200,
    json: { user: { id: user.id, login: user.login } },
  };
}

/**
 * `POST /web/api/auth/refresh`: new cookies for a session whose access token has run out.
 *
 * @param exchange the request, with the refresh token among its cookies
 * @param world the sessions
 * @returns both cookies; 401 when nobody is logged in
 */
export function refreshSession(exchange: Exchange, world: VintedWorld): Answer {
  const session = world.sessionOf(exchange);
  if (session?.user === undefined) return vintedError(100);
  session.refresh();
  return {
    status: 200,
    headers: { 'set-cookie': session.cookie.split('; ').map((pair) => `${pair}; Path=/; HttpOnly`) },
  };
}

/**
 * `GET /`: the page a tab has open; its script carries the CSRF token.
 *
 * @param exchange the request
 * @param world the sessions
 * @returns the page
 */
export function sitePage(exchange: Exchange, world: VintedWorld): Answer {
  const csrf = world.sessionOf(exchange)?.csrf ?? '';
  const page = `<!doctype html><title>Vinted</title><script>window.config={"CSRF_TOKEN":"${csrf}"}</script>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes: Buffer.from(page) };
}
