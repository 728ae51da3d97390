import { describe, expect, it } from '@jest/globals';
import type { FoundOrder } from '../../../../src/domain/found.ts';
import { VintedOrderSource } from '../../../../src/handlers/vinted/account/vinted-order-source.ts';
import { accountStep, browserOf, Fails } from './asked-browser.ts';

interface Sale {
  readonly transaction_id: number;
  readonly date?: string;
  readonly [key: string]: unknown;
}

const SINCE = new Date('2026-11-20T12:00:00Z');
const DAY = 86_400_000;
const day = (days: number): string => new Date(SINCE.getTime() + days * DAY).toISOString();
const sale = (id: number, days: number, more: object = {}): Sale => ({
  transaction_id: id,
  date: day(days),
  title: `Robe ${id}`,
  price: { amount: '9.9', currency_code: 'EUR' },
  transaction_user_status: 'needs_action',
  ...more,
});

function browserWith(
  sales: readonly Sale[],
  opened: (id: number) => object = (id) => ({ item_ids: [id * 10] }),
): ReturnType<typeof browserOf> {
  return browserOf({
    'vinted.orders.list': ({ page }) => ({
      orders: sales.slice((Number(page) - 1) * 100, Number(page) * 100),
      pagination: { current_page: page, total_pages: Math.max(1, Math.ceil(sales.length / 100)) },
    }),
    'vinted.transaction.read': ({ transaction_id: id }) => opened(Number(id)),
  });
}

/** The first look after midnight; `now` may say otherwise. */
const clockAt = (now = day(1)): { now(): Date } => ({ now: () => new Date(now) });

async function allOf(
  { questions }: ReturnType<typeof browserOf>,
  now = day(1),
): Promise<{
  readonly orders: readonly FoundOrder[];
  readonly pages: number;
}> {
  const source = new VintedOrderSource(questions, clockAt(now));
  const orders: FoundOrder[] = [];
  for (let cursor: string | null = null, pages = 1; ; pages += 1) {
    const page = await source.page(accountStep(), SINCE, cursor);
    orders.push(...page.orders);
    if (page.next === null) return { orders, pages };
    cursor = page.next;
  }
}

const reads = (asked: readonly string[]): readonly string[] =>
  asked.filter((one) => one.startsWith('transaction.read'));

describe('sales of an account', () => {
  it('name their items, and nothing about who bought them', async () => {
    const browser = browserWith([sale(1, 1, { buyer: { login: 'tom' } })], (id) => ({
      item_ids: [id * 10],
      buyer: 'tom',
    }));
    const { orders } = await allOf(browser);
    expect(orders).toEqual([
      {
        externalId: '1',
        state: 'paid',
        soldAt: '2026-11-21T12:00:00.000Z',
        lines: [
          {
            externalId: '10',
            listingIds: { item_id: '10' },
            quantity: 1,
            title: 'Robe 1',
            price: '9.90',
            currency: 'EUR',
          },
        ],
      },
    ]);
  });

  it('of a bundle have a line for each item, without the price of all together', async () => {
    const { orders } = await allOf(browserWith([sale(1, 1)], () => ({ item_ids: [7, 8, 7] })));
    expect(orders[0]?.lines).toEqual([
      { externalId: '7', listingIds: { item_id: '7' }, quantity: 1 },
      { externalId: '8', listingIds: { item_id: '8' }, quantity: 1 },
    ]);
  });

  it('are opened a few a step, only where the list does not name their items', async () => {
    const sales = Array.from({ length: 10 }, (_unused, place) => sale(place + 1, 1));
    const browser = browserWith(sales);
    const { orders, pages } = await allOf(browser);
    expect(orders.map(({ externalId }) => Number(externalId))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect([pages, reads(browser.asked).length]).toEqual([3, 10]);

    const named = browserWith(sales.map((one) => ({ ...one, item_ids: [one.transaction_id] })));
    expect((await allOf(named)).pages).toBe(1);
    expect(reads(named.asked)).toEqual([]);
  });

  it('from before the last look are not opened again, and a page of very old ones is the last', async () => {
    const recent = Array.from({ length: 100 }, (_unused, place) => sale(place + 1, -1));
    const old = Array.from({ length: 100 }, (_unused, place) => sale(place + 200, -40));
    const browser = browserWith([...recent, ...old, ...old]);
    const { orders } = await allOf(browser);
    expect(orders).toEqual([]);
    expect(browser.asked).toEqual(['orders.list 1', 'orders.list 2']);
  });

  it('that were called off late are told of with their items, and those that were very old are not', async () => {
    const failed = { transaction_user_status: 'failed' };
    const browser = browserWith([sale(1, 1, { item_ids: [10] }), sale(2, -20, failed), sale(3, -31, failed)]);
    const { orders } = await allOf(browser);
    expect(orders.map(({ externalId, state }) => `${externalId} ${state}`)).toEqual([
      '1 paid',
      '2 cancelled',
    ]);
    expect(orders[1]?.lines).toMatchObject([{ externalId: '20', listingIds: { item_id: '20' } }]);
    expect(reads(browser.asked)).toEqual(['transaction.read 2']);
  });

  it('are looked through for late cancellations once a day', async () => {
    const sales = [
      ...Array.from({ length: 100 }, (_unused, place) => sale(place + 1, -1)),
      sale(200, -20, { transaction_user_status: 'failed' }),
    ];
    const sameDay = browserWith(sales);
    expect((await allOf(sameDay, '2026-11-20T23:59:59Z')).orders).toEqual([]);
    expect(sameDay.asked).toEqual(['orders.list 1']);
    expect((await allOf(browserWith(sales), '2026-11-21T00:00:00Z')).orders).toMatchObject([
      { externalId: '200', state: 'cancelled' },
    ]);
  });

  it('without a date in the list are opened, up to the first from before the last look', async () => {
    const sales = [1, 2, 3, 4].map((id) => ({ transaction_id: id, status: 'completed', title: 'Robe' }));
    const browser = browserWith(sales, (id) => ({
      item_ids: [id],
      date: day(id < 3 ? 1 : -1),
      transaction_user_status: id === 2 ? 'failed' : 'completed',
    }));
    const { orders } = await allOf(browser);
    expect(orders.map(({ externalId, state }) => `${externalId} ${state}`)).toEqual([
      '1 paid',
      '2 cancelled',
    ]);
    expect(reads(browser.asked)).toHaveLength(3);
  });

  it('of a day without a time may be as new as that day ends', async () => {
    const { orders } = await allOf(browserWith([sale(1, 0, { date: '2026-11-20', item_ids: [10] })]));
    expect(orders).toMatchObject([{ soldAt: '2026-11-21T00:00:00.000Z' }]);
  });

  it('that cannot be opened are told of without a listing, unless somebody else is logged in', async () => {
    const gone = (): object => new Fails('not_found');
    const { orders } = await allOf(browserWith([sale(1, 1)], gone));
    expect(orders[0]?.lines).toEqual([
      { externalId: 'unknown', listingIds: {}, quantity: 1, title: 'Robe 1', price: '9.90', currency: 'EUR' },
    ]);
    const { questions } = browserOf({
      'vinted.orders.list': () => ({
        orders: [sale(1, 1)],
        pagination: { current_page: 1, total_pages: 1 },
      }),
      'vinted.transaction.read': gone,
      'vinted.session.read': () => new Fails('wrong_account'),
    });
    await expect(
      new VintedOrderSource(questions, clockAt()).page(accountStep(), SINCE, null),
    ).rejects.toMatchObject({
      outcome: { kind: 'retry', waitsForLane: true },
    });
  });

  it('are not believed where a page is another one, empty in the middle, or of another shape', async () => {
    const page = (reply: object): Promise<unknown> => {
      const { questions } = browserOf({ 'vinted.orders.list': () => reply });
      return new VintedOrderSource(questions, clockAt()).page(accountStep(), SINCE, null);
    };
    const incomplete = { outcome: { kind: 'retry', code: 'vinted.page_incomplete' } };
    await expect(
      page({ orders: [sale(1, 1)], pagination: { current_page: 2, total_pages: 2 } }),
    ).rejects.toMatchObject(incomplete);
    await expect(page({ orders: [], pagination: { current_page: 1, total_pages: 3 } })).rejects.toMatchObject(
      incomplete,
    );
    await expect(page({ orders: [{ transaction_id: 'x' }], pagination: {} })).rejects.toMatchObject({
      outcome: { kind: 'refused', code: 'plugin.shape_invalid' },
    });
    const { questions } = browserWith([{ transaction_id: 1 }]);
    await expect(
      new VintedOrderSource(questions, clockAt()).page(accountStep(), SINCE, null),
    ).rejects.toMatchObject({
      outcome: { kind: 'refused', code: 'vinted.orders_undated' },
    });
  });
});
