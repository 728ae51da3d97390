import type { Answer, Exchange } from '../http/exchange.ts';
import type { EtsyWorld } from './etsy-world.ts';

/** Scopes a shop of the stand-in consents to. */
export const SHOP_SCOPES: readonly string[] = [
  'listings_r',
  'listings_w',
  'listings_d',
  'shops_r',
  'transactions_r',
];

/**
 * `POST /v3/public/oauth/token`, grant `refresh_token`: form body with the keystring as `client_id`, no secret. The
 * answer carries a new refresh token, and the one that was sent is dead from that moment, whether or not the answer
 * arrives.
 *
 * @param exchange the request
 * @param world the shops and options
 * @returns the pair, or the OAuth error
 */
export function answerToken(exchange: Exchange, world: EtsyWorld): Answer {
  if (!/^application\/x-www-form-urlencoded(;|$)/.test(exchange.headers['content-type'] ?? ''))
    return oauthError('invalid_request', 'the body must be form-encoded');
  const form = new URLSearchParams(exchange.body.toString('utf8'));
  const grant = form.get('grant_type');
  if (grant === null) return oauthError('invalid_request', 'grant_type is required');
  if (grant !== 'refresh_token') return oauthError('unsupported_grant_type', `${grant} is not supported`);
  const application = world.application(form.get('client_id') ?? '');
  if (application === undefined) return oauthError('invalid_client', 'client_id is unknown');
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) return oauthError('invalid_request', 'refresh_token is required');
  const shop = world.tokens.shopOfRefresh(refreshToken, world.now());
  if (shop === undefined || shop.setup.clientId !== application.clientId)
    return oauthError('invalid_grant', 'the refresh token is invalid, used, expired or revoked');
  shop.calls.add('token');
  world.tokens.useUp(refreshToken);
  const pair = world.issueTokens(shop);
  return {
    status: 200,
    json: {
      access_token: pair.accessToken,
      token_type: 'Bearer',
      expires_in: world.options.accessTokenSeconds,
      refresh_token: pair.refreshToken,
    },
  };
}

function oauthError(error: string, description: string): Answer {
  return { status: 400, json: { error, error_description: description } };
}
