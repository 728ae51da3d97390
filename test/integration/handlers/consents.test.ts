import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../src/common/clock.ts';
import type { MarketplaceConsent } from '../../../src/handlers/contract/marketplace-consent.ts';
import { EbayConsent } from '../../../src/handlers/ebay/ebay-consent.ts';
import { loadEbayEnvironment } from '../../../src/handlers/ebay/ebay.environment.ts';
import { EtsyConsent } from '../../../src/handlers/etsy/etsy-consent.ts';
import { loadEtsyEnvironment } from '../../../src/handlers/etsy/etsy.environment.ts';
import { HttpTransport } from '../../../src/handlers/http/http-transport.ts';
import { DEFAULT_EBAY_OPTIONS } from '../../../src/sandbox/ebay/ebay-options.ts';
import { EbayStandIn } from '../../../src/sandbox/ebay/ebay-stand-in.ts';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';

const CALLBACK = 'https://stoflow.example/oauth/some/callback';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');
const REQUEST = { state: 'what-comes-back', challenge: CHALLENGE, callbackUrl: CALLBACK };

interface Side {
  readonly consent: MarketplaceConsent;
  readonly control: (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;
}

describe('the consent of a seller', () => {
  const ebayStandIn = new EbayStandIn({ acceptUrl: CALLBACK });
  const etsyStandIn = new EtsyStandIn({ redirectUris: [CALLBACK] });
  const sides = new Map<string, Side>();
  const side = (name: string): Side => sides.get(name) as Side;

  beforeAll(async () => {
    const ebay = await ebayStandIn.start();
    const etsy = await etsyStandIn.start();
    const transport = new HttpTransport();
    const clock = new SystemClock();
    const ebayEnvironment = loadEbayEnvironment({
      EBAY_AUTH_URL: ebay,
      EBAY_CONSENT_URL: ebay,
      EBAY_IDENTITY_URL: ebay,
      EBAY_CLIENT_ID: DEFAULT_EBAY_OPTIONS.clientId,
      EBAY_CLIENT_SECRET: DEFAULT_EBAY_OPTIONS.clientSecret,
      EBAY_RUNAME: DEFAULT_EBAY_OPTIONS.ruName,
    });
    const etsyEnvironment = loadEtsyEnvironment({
      ETSY_API_URL: etsy,
      ETSY_AUTH_URL: etsy,
      ETSY_SITE_URL: etsy,
      ETSY_API_KEY: 'sandboxkeystring',
      ETSY_SHARED_SECRET: 'sandboxsecret',
    });
    sides.set('ebay', {
      consent: new EbayConsent(ebayEnvironment, transport, clock),
      control: controlOf(ebay),
    });
    sides.set('etsy', {
      consent: new EtsyConsent(etsyEnvironment, transport, clock),
      control: controlOf(etsy),
    });
    for (const { control } of sides.values()) await control('POST', 'accounts', { name: 'anna' });
  });
  afterAll(async () => {
    await ebayStandIn.stop();
    await etsyStandIn.stop();
  });

  const allow = async (consent: MarketplaceConsent, request = REQUEST): Promise<URL> =>
    backFrom(`${consent.authorizationUrl(request)}&answer=allow&as=anna`);
  const redeem = (name: string, code: string, changes: object = {}): Promise<unknown> => {
    const grant = { code, verifier: VERIFIER, callbackUrl: CALLBACK, ...changes };
    return side(name).consent.redeem(grant, AbortSignal.timeout(5000));
  };
  const codeOf = async (name: string): Promise<string> =>
    (await allow(side(name).consent)).searchParams.get('code') ?? '';

  it.each([
    [
      'ebay',
      'as eBay writes it',
      { externalId: expect.any(String), otherIds: ['anna'], settings: { marketplace_id: 'EBAY_FR' } },
    ],
    [
      'etsy',
      'as Etsy writes it',
      {
        externalId: expect.stringMatching(/^\d+$/),
        otherIds: [expect.any(String), 'anna'],
        settings: { shop_id: expect.any(Number) },
      },
    ],
  ])('on %s leads to who it is, %s, and to tokens that refresh', async (name, _how, seller) => {
    const back = await allow(side(name).consent);
    expect(back.origin + back.pathname).toBe(CALLBACK);
    expect(back.searchParams.get('state')).toBe(REQUEST.state);
    expect(await redeem(name, back.searchParams.get('code') ?? '')).toEqual({
      name: 'anna',
      credentials: {
        accessToken: expect.any(String),
        refreshToken: expect.any(String),
        accessTokenExpiresAt: expect.any(Date),
      },
      ...seller,
    });
  });

  it.each(['ebay', 'etsy'])('on %s is exchanged once', async (name) => {
    const code = await codeOf(name);
    await redeem(name, code);
    await expect(redeem(name, code)).rejects.toMatchObject({ code: 'consent.code_refused' });
  });

  it.each([
    ['another verifier', { verifier: 'w'.repeat(43) }],
    ['another address', { callbackUrl: `${CALLBACK}/elsewhere` }],
  ])('on Etsy is nothing with %s', async (_what, changes) => {
    await expect(redeem('etsy', await codeOf('etsy'), changes)).rejects.toMatchObject({
      code: 'consent.code_refused',
    });
  });

  it.each(['ebay', 'etsy'])('on %s may be declined', async (name) => {
    const url = side(name).consent.authorizationUrl(REQUEST);
    const back = await backFrom(`${url}&answer=deny`);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: 'access_denied',
      state: REQUEST.state,
    });
  });

  it('is asked for by a page that names what is asked for, and each account', async () => {
    const page = await fetch(side('etsy').consent.authorizationUrl(REQUEST));
    expect(page.status).toBe(200);
    expect(await page.text()).toMatch(/transactions_r[^]*Allow as anna[^]*Decline/);
  });

  it.each([
    ['no challenge', 'code_challenge', ''],
    ['a plain challenge', 'code_challenge_method', 'plain'],
    ['an address that is not registered', 'redirect_uri', 'https://elsewhere.example/'],
    ['an unknown application', 'client_id', 'stranger'],
    ['an unknown scope', 'scope', 'everything'],
  ])('is not asked for on Etsy with %s', async (_what, field, value) => {
    const url = new URL(side('etsy').consent.authorizationUrl(REQUEST));
    url.searchParams.set(field, value);
    expect((await fetch(url)).status).toBe(400);
  });

  it.each(['ebay', 'etsy'])('says of %s what is its own fault, and what passes', async (name) => {
    const { control } = side(name);
    await control('PUT', 'faults', { script: [{ operation: 'token', fault: 'error_before' }] });
    await expect(redeem(name, await codeOf(name))).rejects.toMatchObject({
      code: 'consent.marketplace_unavailable',
    });
    await control('DELETE', 'faults');
    await expect(redeem(name, 'never-issued')).rejects.toMatchObject({ code: 'consent.code_refused' });
  });

  it('names the settings without which nobody can be asked', () => {
    const nothing = [new HttpTransport(), new SystemClock()] as const;
    expect(new EbayConsent(loadEbayEnvironment({}), ...nothing).missingSettings()).toEqual([
      'EBAY_CLIENT_ID',
      'EBAY_CLIENT_SECRET',
      'EBAY_RUNAME',
    ]);
    expect(new EtsyConsent(loadEtsyEnvironment({}), ...nothing).missingSettings(undefined)).toEqual([
      'ETSY_API_KEY',
      'ETSY_SHARED_SECRET',
      'PUBLIC_URL',
    ]);
    expect(side('ebay').consent.missingSettings(undefined)).toEqual([]);
  });

  it('asks eBay with the RuName, and with the scopes that the handlers need', () => {
    const url = new URL(side('ebay').consent.authorizationUrl(REQUEST));
    expect(url.pathname).toBe('/oauth2/authorize');
    const { scope, ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      client_id: 'sandbox-app',
      redirect_uri: DEFAULT_EBAY_OPTIONS.ruName,
      response_type: 'code',
      state: REQUEST.state,
    });
    expect(scope?.split(' ').map((one) => one.split('/').at(-1))).toEqual([
      'api_scope',
      'sell.inventory',
      'sell.account',
      'sell.fulfillment',
      'commerce.identity.readonly',
    ]);
  });
});

async function backFrom(url: string): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`${answer.status}: ${await answer.text()}`);
  return new URL(location);
}

function controlOf(url: string): Side['control'] {
  return async (method, path, body) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(`${url}/_control/${path}`, init);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
  };
}
