import { createHash } from 'node:crypto';
import type { Answer, Exchange } from '../http/exchange.ts';
import type { EtsyShop } from './etsy-shop.ts';
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
 * `POST /v3/public/oauth/token`, grants `refresh_token` and `authorization_code`: form body with the keystring as
 * `client_id`, no secret. Every answer carries a new refresh token; one that was sent is dead from that moment, whether or
 * not the answer arrives. A code needs the verifier of its challenge and the address it was sent to.
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
  if (grant !== 'refresh_token' && grant !== 'authorization_code')
    return oauthError('unsupported_grant_type', `${grant} is not supported`);
  const application = world.application(form.get('client_id') ?? '');
  if (application === undefined) return oauthError('invalid_client', 'client_id is unknown');
  const { clientId } = application;
  return grant === 'refresh_token' ? answerRefresh(form, clientId, world) : answerCode(form, clientId, world);
}

function answerRefresh(form: URLSearchParams, clientId: string, world: EtsyWorld): Answer {
  const refreshToken = form.get('refresh_token');
  if (refreshToken === null) return oauthError('invalid_request', 'refresh_token is required');
  const shop = world.tokens.shopOfRefresh(refreshToken, world.now());
  if (shop === undefined || shop.setup.clientId !== clientId)
    return oauthError('invalid_grant', 'the refresh token is invalid, used, expired or revoked');
  world.tokens.useUp(refreshToken);
  return newPair(world, shop);
}

function answerCode(form: URLSearchParams, clientId: string, world: EtsyWorld): Answer {
  const field = (name: string): string => form.get(name) ?? '';
  for (const name of ['code', 'redirect_uri', 'code_verifier']) {
    if (field(name) === '') return oauthError('invalid_request', `${name} is required`);
  }
  const grant = world.codes.spend(field('code'), world.now());
  if (grant === undefined || grant.clientId !== clientId)
    return oauthError('invalid_grant', 'the code is invalid, used or expired');
  if (grant.redirectUri !== field('redirect_uri'))
    return oauthError('invalid_grant', 'redirect_uri is not the one of the consent');
  if (createHash('sha256').update(field('code_verifier')).digest('base64url') !== grant.challenge)
    return oauthError('invalid_grant', 'code_verifier does not fit the challenge');
  return newPair(world, grant.shop);
}

function newPair(world: EtsyWorld, shop: EtsyShop): Answer {
  shop.calls.add('token');
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
