import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EtsyStandIn } from '../../../src/sandbox/etsy/etsy-stand-in.ts';
import { etsyControl, RawEtsyClient, type RawEtsyAnswer } from './raw-etsy-client.ts';

describe('the Etsy stand-in has buyers, and a seller who works on the site', () => {
  let etsy: EtsyStandIn;
  let seller: RawEtsyClient;
  let now = Date.UTC(2026, 5, 1);

  beforeEach(async () => {
    etsy = new EtsyStandIn({}, () => now);
    seller = await RawEtsyClient.open(await etsy.start(), { name: 'anna' });
  });
  afterEach(() => etsy.stop());

  const control = (method: string, path: string, body?: object): Promise<RawEtsyAnswer> =>
    etsyControl(etsy.url, method, path, body);
  const byHand = async (body: object = {}): Promise<number[]> =>
    (await control('POST', 'accounts/anna/listings', body)).json['listing_ids'] as number[];
  const receipts = async (query = ''): Promise<readonly Record<string, unknown>[]> =>
    (await seller.get(`${seller.shop}/receipts?${query}`)).json['results'] as Record<string, unknown>[];

  it('sells several listings at once, and none of them where one cannot be sold', async () => {
    const [one, two] = await byHand({ count: 2, quantity: 2, price_cents: 1000 });
    const buy = (wish: object): Promise<RawEtsyAnswer> =>
      control('POST', 'accounts/anna/receipts', { listings: [{ listing_id: one, quantity: 2 }, wish] });
    expect((await buy({ listing_id: two, quantity: 3 })).status).toBe(409);
    expect(await receipts()).toEqual([]);
    expect((await buy({ listing_id: two })).status).toBe(201);
    expect(await receipts()).toMatchObject([
      {
        status: 'paid',
        grandtotal: { amount: 3000, divisor: 100 },
        transactions: [
          { listing_id: one, quantity: 2, sku: 'HAND1' },
          { listing_id: two, quantity: 1, sku: 'HAND2' },
        ],
      },
    ]);
    expect([(await seller.listing(one ?? 0))['state'], (await seller.listing(two ?? 0))['state']]).toEqual([
      'sold_out',
      'active',
    ]);
  });

  it('lets a payment come late and a sale be called off, and shows when', async () => {
    const [id] = await byHand({});
    const end = await control('POST', `listings/${id}/end`, { sold: true, paid: false });
    const path = `receipts/${String(end.json['receipt_id'])}`;
    expect(await receipts()).toMatchObject([{ status: 'payment processing', is_paid: false, refunds: [] }]);
    const first = now / 1000;
    now += 60_000;
    expect(await receipts(`min_last_modified=${first + 1}`)).toEqual([]);
    await control('PUT', path, { paid: true });
    expect(await receipts(`min_last_modified=${first + 1}`)).toMatchObject([
      { status: 'paid', is_paid: true },
    ]);
    expect(await receipts(`min_created=${first + 1}`)).toEqual([]);
    await control('PUT', path, { end: 'partially refunded' });
    expect(await receipts()).toMatchObject([
      { status: 'partially refunded', refunds: [{ amount: { amount: 2275 } }] },
    ]);
    expect(await receipts('was_canceled=true')).toEqual([]);
    await control('PUT', path, { end: 'canceled' });
    expect(await receipts('was_canceled=true')).toMatchObject([{ status: 'canceled' }]);
    expect(await receipts('was_canceled=false')).toEqual([]);
    expect((await seller.listing(id ?? 0))['state']).toBe('sold_out');
  });

  it('orders receipts as it is asked to', async () => {
    const ids = await byHand({ count: 3 });
    const sold: unknown[] = [];
    for (const id of ids) {
      now += 1_000;
      sold.push((await control('POST', `listings/${id}/end`, { sold: true })).json['receipt_id']);
    }
    now += 1_000;
    await control('PUT', `receipts/${String(sold[0])}`, { end: 'canceled' });
    const order = async (query: string): Promise<readonly unknown[]> =>
      (await receipts(query)).map((receipt) => sold.indexOf(receipt['receipt_id']));
    expect(await order('sort_on=created&sort_order=asc')).toEqual([0, 1, 2]);
    expect(await order('sort_on=updated&sort_order=asc')).toEqual([1, 2, 0]);
    expect(await order('')).toEqual([2, 1, 0]);
  });

  it('repeats rows of a page on the next where it is told to, which ends as much earlier', async () => {
    const ids = await byHand({ count: 6 });
    const page = async (offset: number): Promise<readonly number[]> => {
      const { json } = await seller.get(`${seller.shop}/listings?limit=3&offset=${offset}&sort_order=asc`);
      expect(json['count']).toBe(6);
      return (json['results'] as { listing_id: number }[]).map((row) => ids.indexOf(row.listing_id));
    };
    expect([await page(0), await page(3)]).toEqual([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    await control('PUT', 'options', { repeated_rows: 2 });
    expect([await page(0), await page(3), await page(6)]).toEqual([
      [0, 1, 2],
      [1, 2, 3],
      [4, 5],
    ]);
  });

  it('refuses what it does not understand', async () => {
    const statuses = [
      await control('POST', 'accounts/nobody/listings', {}),
      await control('POST', 'accounts/anna/listings', { count: 0 }),
      await control('POST', 'accounts/anna/listings', { state: 'gone' }),
      await control('POST', 'accounts/anna/receipts', { listings: [{ listing_id: 1 }] }),
      await control('POST', 'accounts/anna/receipts', {}),
      await control('PUT', 'receipts/1', { paid: true }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([404, 400, 400, 400, 400, 404]);
  });
});
