import type { Answer, Exchange } from '../http/exchange.ts';
import type { EbayWorld } from './ebay-world.ts';
import type { SellerAccount } from './seller-account.ts';

/** Scopes a seller account of the stand-in consents to. */
export const SELLER_SCOPES: readonly string[] = [
  'https://api.ebay.com/oauth/api_scope',
  'https://api.ebay.com/oauth/api_scope/sell.inventory',
  'https://api.ebay.com/oauth/api_scope/sell.account',
  'https://api.ebay.com/oauth/api_scope/sell.fulfillment',
  'https://api.ebay.com/oauth/api_scope/commerce.identity.readonly',
];

/**
 * `POST /identity/v1/oauth2/token`, grants `refresh_token` and `authorization_code`: Basic credentials of the application,
 * form body. Only the answer to a code carries a refresh token, because eBay's stays the same.
 *
 * @param exchange the request
 * @param world the sellers and options
 * @returns the token, or the OAuth error
 */
export function answerToken(exchange: Exchange, world: EbayWorld): Answer {
  if (!hasCredentials(exchange, world))
    return oauthError(401, 'invalid_client', 'client authentication failed');
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(exchange.headers['content-type'] ?? '')) {
    return oauthError(400, 'invalid_request', 'the body must be form-encoded');
  }
  const form = new URLSearchParams(exchange.body.toString('utf8'));
  const grant = form.get('grant_type');
  if (grant === 'authorization_code') return answerCode(form, world);
  if (grant === 'refresh_token') return answerRefresh(form, world);
  return oauthError(400, 'unsupported_grant_type', 'grant type in request is not supported');
}

function answerCode(form: URLSearchParams, world: EbayWorld): Answer {
  const code = form.get('code');
  if (code === null) return oauthError(400, 'invalid_request', 'code is missing');
  const grant = world.codes.spend(code, world.now());
  if (grant === undefined || grant.ruName !== form.get('redirect_uri')) {
    return oauthError(400, 'invalid_grant', 'the code is invalid, or was issued to another client');
  }
  const { account, scopes } = grant;
  account.calls.add('token');
  const { refreshToken } = account.setup;
  return tokens(world, account, scopes, {
    refresh_token: refreshToken,
    refresh_token_expires_in: 47_304_000,
  });
}

function answerRefresh(form: URLSearchParams, world: EbayWorld): Answer {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) return oauthError(400, 'invalid_request', 'refresh_token is missing');
  const account = [...world.accounts.values()].find(({ setup }) => setup.refreshToken === refreshToken);
  if (account === undefined || account.revoked) {
    return oauthError(400, 'invalid_grant', 'the refresh token is invalid or belongs to another client');
  }
  account.calls.add('token');
  const scopes = form.get('scope')?.split(' ') ?? account.setup.scopes;
  if (!scopes.every((scope) => account.setup.scopes.includes(scope))) {
    return oauthError(400, 'invalid_scope', 'a requested scope was not granted');
  }
  return tokens(world, account, scopes);
}

function tokens(
  world: EbayWorld,
  account: SellerAccount,
  scopes: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Answer {
  return {
    status: 200,
    json: {
      access_token: world.issueToken(account, scopes),
      expires_in: world.options.accessTokenSeconds,
      ...more,
      token_type: 'User Access Token',
    },
  };
}

function hasCredentials(exchange: Exchange, world: EbayWorld): boolean {
  const { clientId, clientSecret } = world.options;
  const expected = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  return exchange.headers.authorization === expected;
}

function oauthError(status: number, error: string, description: string): Answer {
  return { status, json: { error, error_description: description } };
}
