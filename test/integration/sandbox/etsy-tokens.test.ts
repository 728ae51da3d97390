import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, RawEtsyClient } from './raw-etsy-client.ts';

describe('tokens of the Etsy stand-in', () => {
  let etsy: EtsyStandIn;
  let seller: RawEtsyClient;
  let now = Date.UTC(2026, 5, 1);

  beforeEach(async () => {
    etsy = new EtsyStandIn({}, () => now);
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterEach(() => etsy.stop());

  const grant = (refreshToken: string): Record<string, string> => ({
    grant_type: 'refresh_token',
    client_id: seller.opened.client_id,
    refresh_token: refreshToken,
  });

  it('gives a new pair at each refresh, beginning with the number of the user', async () => {
    const answer = await seller.signIn();
    expect(answer.json).toEqual({
      access_token: expect.stringMatching(new RegExp(`^${seller.opened.user_id}\\.`)),
      token_type: 'Bearer',
      expires_in: 3600,
      refresh_token: expect.stringMatching(new RegExp(`^${seller.opened.user_id}\\.`)),
    });
    expect(answer.json['refresh_token']).not.toBe(seller.opened.refresh_token);
  });

  it('kills the refresh token that was used, at once and for ever', async () => {
    await seller.signIn();
    const again = await seller.requestToken(grant(seller.opened.refresh_token));
    expect(again).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect((await seller.signIn()).status).toBe(200);
  });

  it('kills it although the answer was lost', async () => {
    await etsyControl(etsy.url, 'PUT', 'faults', {
      script: [{ operation: 'token', fault: 'lose_answer', nth: 1 }],
    });
    await expect(seller.requestToken(grant(seller.opened.refresh_token))).rejects.toThrow();
    const again = await seller.requestToken(grant(seller.opened.refresh_token));
    expect(again.json['error']).toBe('invalid_grant');
  });

  it('lets an access token live as long as it said', async () => {
    await etsyControl(etsy.url, 'PUT', 'options', { access_token_seconds: 60 });
    expect((await seller.signIn()).json['expires_in']).toBe(60);
    now += 59_000;
    expect((await seller.get('users/me')).status).toBe(200);
    now += 1000;
    expect(await seller.get('users/me')).toMatchObject({ status: 401, json: { error: 'invalid_token' } });
  });

  it('lets a refresh token live for 90 days', async () => {
    now += 90 * 24 * 3600 * 1000;
    expect((await seller.requestToken(grant(seller.opened.refresh_token))).json['error']).toBe(
      'invalid_grant',
    );
  });

  it('refuses everything once the seller has withdrawn the consent', async () => {
    await etsyControl(etsy.url, 'POST', 'accounts/anna/revoke');
    expect((await seller.get('users/me')).status).toBe(401);
    expect((await seller.signIn()).json['error']).toBe('invalid_grant');
  });

  it('refuses a body of JSON and the keystring of another application', async () => {
    await RawEtsyClient.open(etsy.url, { name: 'berta', client_id: 'other', shared_secret: 'secret' });
    const refreshToken = seller.opened.refresh_token;
    const foreign = await seller.requestToken({ ...grant(refreshToken), client_id: 'other' });
    expect(foreign.json['error']).toBe('invalid_grant');
    const json = await fetch(`${etsy.url}/v3/public/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(grant(refreshToken)),
    });
    expect([json.status, await json.json()]).toEqual([
      400,
      expect.objectContaining({ error: 'invalid_request' }),
    ]);
    expect((await seller.signIn()).status).toBe(200);
  });

  it('keeps to the scopes that were granted', async () => {
    const reader = await RawEtsyClient.open(etsy.url, { name: 'carla', scopes: ['listings_r', 'shops_r'] });
    expect((await reader.get('users/me')).status).toBe(200);
    expect(await reader.createDraft()).toMatchObject({ status: 403, json: { error: 'insufficient_scope' } });
  });
});
