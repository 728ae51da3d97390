import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EtsyApi } from '../../../../src/handlers/etsy/etsy-api.ts';
import type { EtsyBudget } from '../../../../src/handlers/etsy/etsy-budget.ts';
import { EtsyImagesClient } from '../../../../src/handlers/etsy/etsy-images.client.ts';
import { EtsyListingsClient } from '../../../../src/handlers/etsy/etsy-listings.client.ts';
import { newDraftOf, wantedListing } from '../../../../src/handlers/etsy/etsy-mapper.ts';
import { EtsyTaxonomy } from '../../../../src/handlers/etsy/etsy-taxonomy.ts';
import { EtsyTokens } from '../../../../src/handlers/etsy/etsy-tokens.ts';
import { loadEtsyEnvironment } from '../../../../src/handlers/etsy/etsy.environment.ts';
import { CallFailedError } from '../../../../src/handlers/http/call-failed.error.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import { aVintageProduct, someSettings } from '../../../unit/handlers/etsy/product.ts';

const BODIES = [
  '',
  '<html>busy</html>',
  'null',
  '[]',
  '{}',
  '"x"',
  '{"listing_id":{}}',
  '{"results":"none"}',
  '{"listing_id":7}',
  '{"listing_image_id":null}',
];

describe('an answer without the content it must have', () => {
  let status = 201;
  let body = '';
  let server: Server;
  let listings: EtsyListingsClient;
  let images: EtsyImagesClient;
  let taxonomy: EtsyTaxonomy;
  let headers: Readonly<Record<string, unknown>> = {};
  const caller = { tenant: tenantRef(1), account: { id: 1 }, signal: AbortSignal.timeout(20_000) };
  const settings = someSettings();
  const provenance = { who_made: 'someone_else', when_made: '1990s', is_supply: false };
  const wanted = wantedListing(aVintageProduct(), settings, provenance);
  const address = { shopId: 11, listingId: 7 };

  beforeAll(async () => {
    server = createServer((request, response) => {
      headers = request.headers;
      request.resume();
      request.on('end', () => response.writeHead(status).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = loadEtsyEnvironment({
      ETSY_API_URL: url,
      ETSY_AUTH_URL: url,
      ETSY_API_KEY: 'keystring',
      ETSY_SHARED_SECRET: 'secret',
    });
    const transport = new HttpTransport();
    const clock = new SystemClock();
    const accounts = { accessToken: () => Promise.resolve('token') };
    const tokens = new EtsyTokens(accounts, transport, environment, clock);
    const budget: Pick<EtsyBudget, 'observe'> = { observe: () => Promise.resolve() };
    const api = new EtsyApi(transport, tokens, budget as EtsyBudget, environment, clock);
    listings = new EtsyListingsClient(api);
    images = new EtsyImagesClient(api);
    taxonomy = new EtsyTaxonomy(api, clock);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function outcomeOf(call: Promise<unknown>): Promise<string> {
    try {
      const value = await call;
      return value === undefined ? 'nothing' : 'success';
    } catch (error) {
      if (!(error instanceof CallFailedError)) throw error;
      return error.outcome('once').kind;
    }
  }
  const create = (): Promise<unknown> => listings.createDraft(caller, 11, newDraftOf(wanted, settings, 454));

  it.each(BODIES)('is looked up after a create and read again otherwise: %j', async (text) => {
    [status, body] = [201, text];
    expect(await outcomeOf(create())).toBe('unknown');
    expect(await outcomeOf(listings.listing(caller, 7))).toBe('retry');
    expect(await outcomeOf(listings.page(caller, 11, 'draft', 0))).toBe('retry');
    expect(await outcomeOf(images.list(caller, 7))).toBe('retry');
    const image = { bytes: new Uint8Array([1]), contentType: 'image/png', rank: 1 };
    expect(await outcomeOf(images.upload(caller, address, image))).toBe('retry');
    expect(await outcomeOf(taxonomy.idOf(caller, { kind: 'names', paths: [['Clothing']] }))).toBe('retry');
  });

  it.each(BODIES)('does no harm where nothing is read from it: %j', async (text) => {
    [status, body] = [200, text];
    expect(await outcomeOf(listings.putInventory(caller, 7, wanted.inventory))).toBe('nothing');
    expect(await outcomeOf(listings.activate(caller, 11, 7))).toBe('nothing');
  });

  it('is no proof that a listing is gone, unless Etsy itself says so', async () => {
    [status, body] = [404, '<html>not here</html>'];
    expect(await outcomeOf(listings.listing(caller, 7))).toBe('refused');
    body = '{"error":"Resource not found"}';
    expect(await outcomeOf(listings.listing(caller, 7))).toBe('nothing');
  });

  it('leads to no new sign-in where Etsy refuses the application’s own key', async () => {
    [status, body] = [401, '{"error":"Invalid API key"}'];
    await expect(create()).rejects.toMatchObject({ failure: { code: 'etsy.key_invalid', actor: 'us' } });
  });

  it('was asked for with the application’s key and secret, and in one language', async () => {
    [status, body] = [200, '{}'];
    await outcomeOf(listings.activate(caller, 11, 7));
    expect(headers).toMatchObject({
      'x-api-key': 'keystring:secret',
      authorization: 'Bearer token',
      'accept-language': 'en-US',
      'content-type': expect.stringContaining('application/x-www-form-urlencoded'),
    });
  });
});
