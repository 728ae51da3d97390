import type { Answer, Exchange } from '../http/exchange.ts';
import type { VintedCall } from './vinted-call.ts';
import { vintedError } from './vinted-error.ts';
import type { VintedSession } from './vinted-session.ts';
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
  return { status: 200, headers: { 'set-cookie': cookiesOf(session) } };
}

/**
 * A page of the site: `GET /`, which a tab has open and whose script carries the CSRF token, and
 * `GET /member/log_in?session=…`, which stands in for a form with a password: it gives a browser the cookies of a session
 * that `POST /_control/sessions` has named.
 *
 * @param exchange the request
 * @param world the sessions
 * @returns the page; undefined for another path
 */
export function sitePage(exchange: Exchange, world: VintedWorld): Answer | undefined {
  if (exchange.path === '/member/log_in') {
    const session = world.sessions.get(exchange.query.get('session') ?? '');
    if (session === undefined) return htmlPage(404, '<title>Vinted</title><h1>404</h1>');
    return { status: 303, headers: { location: '/', 'set-cookie': cookiesOf(session) } };
  }
  if (exchange.path !== '/') return undefined;
  const session = world.sessionOf(exchange);
  const script = `<script>window.config={"CSRF_TOKEN":"${session?.csrf ?? ''}"}</script>`;
  const menu = session?.user === undefined ? 'Log in' : 'Log out';
  return htmlPage(200, `<title>Vinted</title>${script}<h1>Vinted</h1><p>${menu}</p>`);
}

function cookiesOf(session: VintedSession): readonly string[] {
  return session.cookie.split('; ').map((pair) => `${pair}; Path=/; HttpOnly`);
}

function htmlPage(status: number, body: string): Answer {
  const bytes = Buffer.from(`<!doctype html>${body}`);
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, bytes };
}
