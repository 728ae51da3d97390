import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { control, RawEbayClient } from './raw-ebay-client.ts';

const PRIVILEGE = '/sell/account/v1/privilege';

describe('access to the eBay stand-in needs a living token', () => {
  let now = Date.parse('2026-06-01T00:00:00Z');
  const ebay = new EbayStandIn({ accessTokenSeconds: 60 }, () => now);
  let seller: RawEbayClient;

  beforeAll(async () => {
    seller = await RawEbayClient.open(await ebay.start(), { name: 'anna' });
  });
  afterAll(() => ebay.stop());

  it.each([
    ['a wrong secret', {}, 'wrong', 401, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, undefined, 400, 'unsupported_grant_type'],
    ['an unknown refresh token', { refresh_token: 'nobody' }, undefined, 400, 'invalid_grant'],
    [
      'a scope that was not granted',
      { scope: 'https://api.ebay.com/oauth/api_scope/buy.order' },
      undefined,
      400,
      'invalid_scope',
    ],
  ] as const)('refuses %s', async (_case, changes, secret, status, error) => {
    const form = { grant_type: 'refresh_token', refresh_token: seller.opened.refresh_token, ...changes };
    const answer = await seller.requestToken(form, secret);
    expect([answer.status, answer.json['error']]).toEqual([status, error]);
  });

  it('answers 401 with error 1001 without a token and after its life', async () => {
    const without = await seller.call('GET', PRIVILEGE, undefined, { authorization: 'Bearer nobody' });
    expect(without.status).toBe(401);
    expect(without.json.errors).toMatchObject([
      { errorId: 1001, domain: 'OAuth', message: 'Invalid access token' },
    ]);
    expect((await seller.call('GET', PRIVILEGE)).status).toBe(200);
    now += 61_000;
    expect((await seller.call('GET', PRIVILEGE)).status).toBe(401);
    await seller.signIn();
    expect((await seller.call('GET', PRIVILEGE)).status).toBe(200);
  });

  it('answers 403 when the token lacks the scope', async () => {
    const reader = await RawEbayClient.open(ebay.url, {
      name: 'reader',
      scopes: ['https://api.ebay.com/oauth/api_scope/sell.inventory'],
    });
    expect((await reader.call('GET', PRIVILEGE)).status).toBe(403);
    expect((await reader.call('GET', '/sell/inventory/v1/location')).status).toBe(200);
  });

  it('ends everything when the seller withdraws the consent', async () => {
    expect((await control(ebay.url, 'POST', 'accounts/anna/revoke')).status).toBe(204);
    expect((await seller.call('GET', PRIVILEGE)).status).toBe(401);
    expect((await seller.signIn()).json['error']).toBe('invalid_grant');
  });
});
