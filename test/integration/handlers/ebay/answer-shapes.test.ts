import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import { EbayApi } from '../../../../src/handlers/ebay/ebay-api.ts';
import { EbayInventoryClient } from '../../../../src/handlers/ebay/ebay-inventory.client.ts';
import { EbayMediaClient } from '../../../../src/handlers/ebay/ebay-media.client.ts';
import { EbayTokens } from '../../../../src/handlers/ebay/ebay-tokens.ts';
import { wantedListing, newOfferOf } from '../../../../src/handlers/ebay/ebay-mapper.ts';
import { loadEbayEnvironment } from '../../../../src/handlers/ebay/ebay.environment.ts';
import { CallFailedError } from '../../../../src/handlers/http/call-failed.error.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import { aProduct, someSettings } from '../../../unit/handlers/ebay/product.ts';

const BODIES = [
  '',
  '<html>busy</html>',
  'null',
  '[]',
  '{}',
  '"x"',
  '{"offerId":{}}',
  '{"offers":"none"}',
  '{"listingId":null}',
];

describe('a success without the content it must have', () => {
  let body = '';
  let server: Server;
  let inventory: EbayInventoryClient;
  let media: EbayMediaClient;
  const caller = { tenant: tenantRef(1), account: { id: 1 }, signal: AbortSignal.timeout(20_000) };
  const settings = someSettings();
  const wanted = wantedListing(aProduct(), settings, []);

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(201).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = loadEbayEnvironment({ EBAY_API_URL: url, EBAY_MEDIA_URL: url, EBAY_AUTH_URL: url });
    const transport = new HttpTransport();
    const clock = new SystemClock();
    const tokens = new EbayTokens(
      { accessToken: () => Promise.resolve('token') },
      transport,
      environment,
      clock,
    );
    const api = new EbayApi(transport, tokens, clock);
    inventory = new EbayInventoryClient(api, environment);
    media = new EbayMediaClient(api, environment);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function outcomeOf(call: Promise<unknown>): Promise<string> {
    try {
      await call;
      return 'success';
    } catch (error) {
      if (!(error instanceof CallFailedError)) throw error;
      return error.outcome('once').kind;
    }
  }

  it.each(BODIES)('is looked up after a create and read again otherwise: %j', async (text) => {
    body = text;
    const language = settings.contentLanguage;
    expect(await outcomeOf(inventory.createOffer(caller, newOfferOf(wanted, settings), language))).toBe(
      'unknown',
    );
    expect(await outcomeOf(inventory.publishOffer(caller, '1'))).toBe('unknown');
    expect(await outcomeOf(inventory.offer(caller, '1'))).toBe('retry');
    expect(await outcomeOf(inventory.offersOf(caller, 'COAT1'))).toBe('retry');
    expect(await outcomeOf(media.createImage(caller, new Uint8Array([1]), 'image/png'))).toBe('retry');
  });

  it.each(BODIES)('does no harm where nothing is read from it: %j', async (text) => {
    body = text;
    const language = settings.contentLanguage;
    expect(await outcomeOf(inventory.putInventoryItem(caller, 'COAT1', wanted.item, language))).toBe(
      'success',
    );
    expect(await outcomeOf(inventory.putOffer(caller, '1', wanted.offer, language))).toBe('success');
    expect(await outcomeOf(inventory.withdrawOffer(caller, '1'))).toBe('success');
  });
});
