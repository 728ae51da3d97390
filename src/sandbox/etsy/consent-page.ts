import { consentChoice, refuseConsent, sendBack, showConsentPage } from '../http/consent-page.ts';
import type { Answer, Exchange } from '../http/exchange.ts';
import type { EtsyWorld } from './etsy-world.ts';
import { SHOP_SCOPES } from './token-endpoint.ts';

/** SHA-256 in base64url. */
const CHALLENGE = /^[\w-]{43}$/;

/**
 * `GET /oauth/connect`: the page on which a seller lets an application act. Etsy demands PKCE with S256, and sends browsers
 * only to addresses that are registered.
 *
 * @param exchange a GET of any path
 * @param world shops and options
 * @returns the page or the way back; undefined for any other path
 */
export function answerConsent(exchange: Exchange, world: EtsyWorld): Answer | undefined {
  if (exchange.path !== '/oauth/connect') return undefined;
  const { query } = exchange;
  const refuse = (problem: string): Answer => refuseConsent('Etsy', problem);
  const clientId = query.get('client_id') ?? '';
  if (world.application(clientId) === undefined) return refuse('client_id is unknown');
  const redirectUri = query.get('redirect_uri') ?? '';
  if (!isRegistered(redirectUri, world)) return refuse('redirect_uri is not registered');
  if (query.get('response_type') !== 'code') return refuse('response_type must be code');
  const scopes = (query.get('scope') ?? '').split(' ');
  if (!scopes.every((scope) => SHOP_SCOPES.includes(scope))) return refuse('a scope is unknown');
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge)) {
    return refuse('code_challenge with the method S256 is required');
  }
  const state = query.get('state') ?? '';
  if (state === '') return refuse('state is required');
  const choice = consentChoice(query);
  if (choice.kind === 'deny') {
    return sendBack(redirectUri, { error: 'access_denied', error_description: 'The user denied', state });
  }
  const shop = choice.kind === 'allow' ? world.shops.get(choice.account) : undefined;
  if (shop === undefined) {
    const accounts = [...world.shops.values()].filter(({ setup }) => setup.clientId === clientId);
    const names = accounts.map(({ setup }) => setup.name);
    return showConsentPage(exchange, { marketplace: 'Etsy', accounts: names, scopes });
  }
  shop.revoked = false;
  const code = world.codes.issue({ shop, clientId, redirectUri, challenge }, world.now());
  return sendBack(redirectUri, { code, state });
}

/** Where a test registers no address any on this computer will do. */
function isRegistered(redirectUri: string, world: EtsyWorld): boolean {
  if (!URL.canParse(redirectUri)) return false;
  const { redirectUris } = world.options;
  return redirectUris.length === 0 || redirectUris.includes(redirectUri);
}
