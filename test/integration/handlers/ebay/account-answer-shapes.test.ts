import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '../../../../src/common/clock.ts';
import { tenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { StepContext } from '../../../../src/handlers/contract/contexts.ts';
import { EbayFulfillmentClient } from '../../../../src/handlers/ebay/account/ebay-fulfillment.client.ts';
import { EbayItemsClient } from '../../../../src/handlers/ebay/account/ebay-items.client.ts';
import { EbayListingSource } from '../../../../src/handlers/ebay/account/ebay-listing-source.ts';
import { EbayOrderSource } from '../../../../src/handlers/ebay/account/ebay-order-source.ts';
import { EbayApi } from '../../../../src/handlers/ebay/ebay-api.ts';
import { EbayInventoryClient } from '../../../../src/handlers/ebay/ebay-inventory.client.ts';
import { EbayTokens } from '../../../../src/handlers/ebay/ebay-tokens.ts';
import { loadEbayEnvironment } from '../../../../src/handlers/ebay/ebay.environment.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';

type Json = Readonly<Record<string, unknown>>;

const ITEM = { sku: 'A1', product: { title: 'Robe', imageUrls: [] } };
const OFFER = {
  offerId: '8',
  sku: 'A1',
  marketplaceId: 'EBAY_FR',
  format: 'FIXED_PRICE',
  status: 'PUBLISHED',
  availableQuantity: 1,
  pricingSummary: { price: { value: '45.0', currency: 'EUR' } },
  listing: { listingId: '11', listingStatus: 'ACTIVE', soldQuantity: 0 },
};
const LINE = {
  lineItemId: '101',
  legacyItemId: '11',
  sku: 'A1',
  title: 'Robe',
  quantity: 2,
  lineItemCost: { value: '90.0', currency: 'EUR' },
};
const ORDER = {
  orderId: '12-1-1',
  creationDate: '2026-03-01T10:00:00.000Z',
  orderPaymentStatus: 'PAID',
  cancelStatus: { cancelState: 'NONE_REQUESTED' },
  lineItems: [LINE],
};
const page = (items: unknown, more: Json = {}): Json => ({
  total: 1,
  size: 1,
  inventoryItems: items,
  ...more,
});
const offers = (...list: readonly unknown[]): Json => ({ total: list.length, offers: list });
const orders = (...list: readonly unknown[]): Json => ({ total: list.length, orders: list });
const without = (record: Json, key: string): Json =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));

describe('an answer of eBay about a whole account that lacks something', () => {
  let answers: { items: unknown; offers: unknown; orders: unknown };
  let server: Server;
  let listings: EbayListingSource;
  let orderSource: EbayOrderSource;
  const context = {
    tenant: tenantRef(1),
    account: { id: 1, settings: { marketplace_id: 'EBAY_FR' } },
    signal: AbortSignal.timeout(30_000),
  } as unknown as StepContext;

  beforeAll(async () => {
    server = createServer(({ url = '' }, response) => {
      const body = url.includes('/order?')
        ? answers.orders
        : answers[url.includes('sku=') ? 'offers' : 'items'];
      response.writeHead(200).end(typeof body === 'string' ? body : JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const environment = loadEbayEnvironment({ EBAY_API_URL: url, EBAY_AUTH_URL: url });
    const clock = new SystemClock();
    const transport = new HttpTransport();
    const token = { accessToken: () => Promise.resolve('token') };
    const api = new EbayApi(transport, new EbayTokens(token, transport, environment, clock), clock);
    listings = new EbayListingSource(
      new EbayItemsClient(api, environment),
      new EbayInventoryClient(api, environment),
      environment,
    );
    orderSource = new EbayOrderSource(new EbayFulfillmentClient(api, environment));
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    answers = { items: page([ITEM]), offers: offers(OFFER), orders: orders(ORDER) };
  });

  const look = (): Promise<unknown> => listings.page(context, null);
  const lookForOrders = (): Promise<unknown> => orderSource.page(context, new Date(0), null);
  const malformed = { failure: { code: 'ebay.answer_malformed' }, verdict: { kind: 'repeat' } };

  it('is a page when it lacks nothing', async () => {
    expect(await look()).toMatchObject({ listings: [{ status: 'live', price: '45.00' }], next: null });
    expect(await lookForOrders()).toMatchObject({
      orders: [{ externalId: '12-1-1', state: 'paid', lines: [{ price: '45.00', quantity: 2 }] }],
      next: null,
    });
  });

  it.each<[string, unknown]>([
    ['no JSON', '<html>busy</html>'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no number of items', page([ITEM], { total: undefined })],
    ['no items', page(undefined)],
    ['items that are no list', page({ ITEM })],
    ['an item that is none', page([ITEM, null])],
    ['an item without a SKU', page([without(ITEM, 'sku')])],
    ['a link to the same page', page([ITEM], { next: '/inventory_item?offset=0&limit=25' })],
    ['a link to nowhere', page([ITEM], { next: '/inventory_item?limit=25' })],
    ['a link that is none', page([ITEM], { next: {} })],
    ['no title of what buyers see', page([{ sku: 'A1', product: {} }])],
  ])('is asked for again: a page with %s', async (_what, body) => {
    answers.items = body;
    await expect(look()).rejects.toMatchObject(malformed);
  });

  it('begins anew where eBay has more items than it has shown', async () => {
    answers.items = page([ITEM], { total: 2 });
    expect(await look()).toMatchObject({ listings: [], next: expect.stringContaining('"round":2') });
  });

  it.each<[string, unknown]>([
    ['no list', {}],
    ['an offer that is none', offers(OFFER, 'x')],
    ['an offer without an id', offers(without(OFFER, 'offerId'))],
    ['an offer without a status', offers(without(OFFER, 'status'))],
    ['an offer without a site', offers(without(OFFER, 'marketplaceId'))],
    ['an offer without a format', offers(without(OFFER, 'format'))],
    ['an offer of another SKU', offers({ ...OFFER, sku: 'A2' })],
    ['no listing of a published offer', offers(without(OFFER, 'listing'))],
    ['a listing without an id', offers({ ...OFFER, listing: { listingStatus: 'ACTIVE' } })],
    ['a listing without a state', offers({ ...OFFER, listing: { listingId: '11' } })],
    ['a state nobody knows', offers({ ...OFFER, listing: { listingId: '11', listingStatus: 'RESTING' } })],
    ['no price', offers(without(OFFER, 'pricingSummary'))],
    ['a price that is none', offers({ ...OFFER, pricingSummary: { price: { value: '4,5' } } })],
    ['a price below a cent', offers({ ...OFFER, pricingSummary: { price: { value: '4.505' } } })],
  ])('is asked for again: offers with %s', async (_what, body) => {
    answers.offers = body;
    await expect(look()).rejects.toMatchObject(malformed);
  });

  it('leaves auctions and variations out', async () => {
    answers.offers = offers({ ...OFFER, format: 'AUCTION' });
    expect(await look()).toEqual({ listings: [], next: null });
    answers.offers = offers(OFFER);
    answers.items = page([{ ...ITEM, inventoryItemGroupKeys: ['ROBES'] }]);
    expect(await look()).toEqual({ listings: [], next: null });
  });

  it('counts the item’s pieces where the offer names none', async () => {
    answers.offers = offers(without(OFFER, 'availableQuantity'));
    answers.items = page([{ ...ITEM, availability: { shipToLocationAvailability: { quantity: 3 } } }]);
    expect(await look()).toMatchObject({ listings: [{ quantity: 3, shown: { quantity: '3' } }] });
  });

  it.each<[string, unknown]>([
    ['no JSON', '<html>busy</html>'],
    ['no number of orders', { orders: [ORDER] }],
    ['no orders', { total: 1 }],
    ['fewer orders than there are', { total: 2, orders: [ORDER] }],
    ['orders that are no list', { total: 1, orders: ORDER }],
    ['an order that is none', orders(7)],
    ['an order without a number', orders(without(ORDER, 'orderId'))],
    ['an order without a date', orders(without(ORDER, 'creationDate'))],
    ['an order with a date that is none', orders({ ...ORDER, creationDate: 'yesterday' })],
    ['an order without a payment', orders(without(ORDER, 'orderPaymentStatus'))],
    ['a payment nobody knows', orders({ ...ORDER, orderPaymentStatus: 'PROMISED' })],
    ['an order without lines', orders({ ...ORDER, lineItems: [] })],
    ['a line without a number', orders({ ...ORDER, lineItems: [LINE, without(LINE, 'lineItemId')] })],
    ['a line without a listing', orders({ ...ORDER, lineItems: [without(LINE, 'legacyItemId')] })],
    ['a line without pieces', orders({ ...ORDER, lineItems: [{ ...LINE, quantity: 0 }] })],
    ['a line with half a piece', orders({ ...ORDER, lineItems: [{ ...LINE, quantity: 0.5 }] })],
  ])('is asked for again: a page with %s', async (_what, body) => {
    answers.orders = body;
    await expect(lookForOrders()).rejects.toMatchObject(malformed);
  });
});
