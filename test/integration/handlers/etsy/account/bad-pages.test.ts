import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../../src/common/clock.ts';
import { tenantRef } from '../../../../../src/domain/tenant-ref.ts';
import type { StepContext } from '../../../../../src/handlers/contract/contexts.ts';
import { EtsyListingSource } from '../../../../../src/handlers/etsy/account/etsy-listing-source.ts';
import { EtsyListsClient } from '../../../../../src/handlers/etsy/account/etsy-lists.client.ts';
import { EtsyOrderSource } from '../../../../../src/handlers/etsy/account/etsy-order-source.ts';
import { EtsyApi } from '../../../../../src/handlers/etsy/etsy-api.ts';
import type { EtsyBudget } from '../../../../../src/handlers/etsy/etsy-budget.ts';
import { EtsyListingsClient } from '../../../../../src/handlers/etsy/etsy-listings.client.ts';
import { EtsyTokens } from '../../../../../src/handlers/etsy/etsy-tokens.ts';
import { loadEtsyEnvironment } from '../../../../../src/handlers/etsy/etsy.environment.ts';
import { CallFailedError } from '../../../../../src/handlers/http/call-failed.error.ts';
import { HttpTransport } from '../../../../../src/handlers/http/http-transport.ts';

const LISTING = '{"listing_id":7,"state":"active","title":"Robe","shop_id":11}';
const RECEIPT = '{"receipt_id":3,"created_timestamp":1780000000,"is_paid":true,"transactions":[]}';

/** Bodies that are no whole page of whatever was asked for. */
const BODIES = [
  '',
  '<html>busy</html>',
  'null',
  '[]',
  '{}',
  '"x"',
  '{"count":0}',
  '{"results":[]}',
  '{"count":null,"results":[]}',
  '{"count":-1,"results":[]}',
  '{"count":1,"results":{}}',
  '{"count":1,"results":"none"}',
  '{"count":1,"results":[]}',
  '{"count":1,"results":[null]}',
  '{"count":1,"results":[{}]}',
  '{"count":1,"results":["7"]}',
  `{"count":2,"results":[${LISTING},{"listing_id":8}]}`,
  `{"count":2,"results":[${LISTING},{"listing_id":8,"state":"active","shop_id":12}]}`,
  `{"count":2,"results":[${RECEIPT},{"receipt_id":4,"is_paid":true,"transactions":[]}]}`,
  `{"count":1,"results":[${LISTING.slice(0, 30)}`,
];

describe('a page of an Etsy list that is none', () => {
  let body = '';
  let server: Server;
  let listings: EtsyListingSource;
  let orders: EtsyOrderSource;
  const context: StepContext = {
    tenant: tenantRef(1),
    job: { id: 1, marketplace: 'etsy', actionCode: 'sync', input: {} },
    product: null,
    account: { id: 5, marketplace: 'etsy', externalId: '11', status: 'connected', settings: { shop_id: 11 } },
    listing: null,
    superseded: [],
    results: {},
    signal: AbortSignal.timeout(20_000),
    log: { info: () => undefined, warn: () => undefined },
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      request.resume();
      request.on('end', () => response.writeHead(200).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = loadEtsyEnvironment({
      ETSY_API_URL: url,
      ETSY_AUTH_URL: url,
      ETSY_API_KEY: 'keystring',
      ETSY_SHARED_SECRET: 'secret',
    });
    const [transport, clock] = [new HttpTransport(), new SystemClock()];
    const accounts = { accessToken: () => Promise.resolve('token') };
    const tokens = new EtsyTokens(accounts, transport, environment, clock);
    const budget: Pick<EtsyBudget, 'observe'> = { observe: () => Promise.resolve() };
    const api = new EtsyApi(transport, tokens, budget as EtsyBudget, environment, clock);
    const lists = new EtsyListsClient(api);
    listings = new EtsyListingSource(lists, new EtsyListingsClient(api), environment);
    orders = new EtsyOrderSource(lists);
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  async function outcomeOf(page: Promise<unknown>): Promise<string> {
    try {
      await page;
      return 'success';
    } catch (error) {
      if (!(error instanceof CallFailedError)) throw error;
      return `${error.outcome('none').kind} ${error.failure.code}`;
    }
  }

  it.each(BODIES)('is read again, and is no short list: %j', async (text) => {
    body = text;
    expect(await outcomeOf(listings.page(context, null))).toBe('retry etsy.answer_malformed');
    expect(await outcomeOf(listings.page(context, 'active 0 0 '))).toBe('retry etsy.answer_malformed');
    expect(await outcomeOf(orders.page(context, new Date(), null))).toBe('retry etsy.answer_malformed');
  });

  it('is told from one that is whole', async () => {
    body = `{"count":1,"results":[${LISTING}]}`;
    expect(await outcomeOf(listings.page(context, null))).toBe('success');
    expect(await outcomeOf(orders.page(context, new Date(), null))).toBe('retry etsy.answer_malformed');
    body = `{"count":1,"results":[${RECEIPT}]}`;
    expect(await outcomeOf(orders.page(context, new Date(), null))).toBe('success');
    expect(await outcomeOf(listings.page(context, null))).toBe('retry etsy.answer_malformed');
    body = '{"count":0,"results":[]}';
    expect(await outcomeOf(listings.page(context, null))).toBe('success');
  });

  it('makes a list that never holds still fail in the end', async () => {
    body = `{"count":900,"results":[${LISTING}]}`;
    let cursor: string | null = 'active 95000 0 1,2,3';
    const offsets: number[] = [];
    const walk = async (): Promise<void> => {
      while (cursor !== null && offsets.length < 20) {
        const { next } = await listings.page(context, cursor);
        offsets.push(Number(next?.split(' ')[1]));
        // The list has grown again, and no row of the page before is there.
        cursor = next?.replace(/ \d+ /, ' 95000 ') ?? null;
      }
    };
    await expect(walk()).rejects.toMatchObject({ failure: { code: 'etsy.list_unstable' } });
    expect(offsets).toEqual([94_900, 94_800, 94_600, 94_200, 93_400, 91_800, 88_600, 82_200]);
  });

  it('is not asked for by a cursor that nobody wrote', async () => {
    await expect(listings.page(context, 'elsewhere 0 0 ')).rejects.toThrow('no place in a list');
    await expect(orders.page(context, new Date(), '-1')).rejects.toThrow('no place in a list');
  });

  it('is not asked for where the account has no shop', async () => {
    const lost = { ...context, account: { ...context.account, settings: {} } };
    expect(await outcomeOf(listings.page(lost, null))).toBe('refused etsy.setting_missing');
    expect(await outcomeOf(listings.confirm(lost, []))).toBe('refused etsy.setting_missing');
    expect(await outcomeOf(orders.page(lost, new Date(), null))).toBe('refused etsy.setting_missing');
  });
});
