import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundOrder } from '../../../../src/domain/found.ts';
import { AccountBench, skus } from './account-bench.ts';
import type { AccountSeller } from './account-bench.ts';

const START = Date.parse('2026-03-01T10:00:00.000Z');

describe('reading the sales of an eBay account', () => {
  let now = START;
  let bench: AccountBench;
  beforeAll(async () => {
    bench = await AccountBench.start({}, () => now);
  });
  afterAll(() => bench.stop());

  const seller = async (): Promise<AccountSeller> => {
    now = START;
    return bench.seller();
  };
  const since = (seconds: number): Date => new Date(START + seconds * 1000);

  /** Reads all pages; `between` happens before each page but the first. */
  async function look(
    of: AccountSeller,
    from = since(-60),
    between: (page: number) => Promise<void> = () => Promise.resolve(),
  ): Promise<{ readonly orders: readonly FoundOrder[]; readonly pages: number }> {
    const orders: FoundOrder[] = [];
    let cursor: string | null = null;
    for (let page = 1; page <= 30; page += 1) {
      if (page > 1) await between(page);
      const read = await of.orders.page(of.context(), from, cursor);
      orders.push(...read.orders);
      if (read.next === null) return { orders, pages: page };
      cursor = read.next;
    }
    throw new Error('the look did not end');
  }
  const idsOf = (orders: readonly FoundOrder[]): readonly string[] => [
    ...new Set(orders.map(({ externalId }) => externalId)),
  ];

  it('tells of every line of an order, and nothing of its buyer', async () => {
    const shop = await seller();
    await shop.item('SF0ECOATQ01', { title: 'Manteau' });
    const coat = await shop.publish('SF0ECOATQ01', { availableQuantity: 3 });
    const [dress] = await shop.list('DRESS');
    now += 1_000;
    const orderId = await shop.buy([
      { listing_id: coat.listingId, quantity: 3 },
      { listing_id: dress?.listingId ?? '' },
    ]);
    const { orders } = await look(shop);
    expect(orders).toEqual([
      {
        externalId: orderId,
        state: 'paid',
        soldAt: new Date(now).toISOString(),
        lines: [
          {
            externalId: expect.stringMatching(/^\d+$/),
            listingIds: { listing_id: coat.listingId },
            sku: 'COAT-1',
            title: 'Manteau',
            quantity: 3,
            price: '45.00',
            currency: 'EUR',
          },
          expect.objectContaining({ sku: 'DRESS', quantity: 1, price: '45.00' }),
        ],
      },
    ]);
    expect(JSON.stringify(orders)).not.toMatch(/camille|essai/i);
  });

  it('tells an order that is not paid yet, paid, and called off apart', async () => {
    const shop = await seller();
    const [listed] = await shop.list('COAT1');
    const orderId = await shop.buy([{ listing_id: listed?.listingId ?? '' }], { paid: false });
    const state = async (): Promise<string | undefined> => (await look(shop)).orders[0]?.state;
    expect(await state()).toBe('open');
    await bench.control('POST', `orders/${orderId}/pay`);
    expect(await state()).toBe('paid');
    await bench.control('POST', `orders/${orderId}/cancel`);
    expect(await state()).toBe('cancelled');
  });

  it('finds an old order that changed in the window, and none that did not', async () => {
    const shop = await seller();
    const [first, second] = await shop.list('COAT1', 'COAT2');
    const old = await shop.buy([{ listing_id: first?.listingId ?? '' }]);
    await shop.buy([{ listing_id: second?.listingId ?? '' }]);
    now += 3_600_000;
    expect((await look(shop, since(60))).orders).toEqual([]);
    await bench.control('POST', `orders/${old}/cancel`);
    expect((await look(shop, since(60))).orders).toMatchObject([{ externalId: old, state: 'cancelled' }]);
  });

  it('includes what was sold on another site, since the piece is gone here as well', async () => {
    const shop = await seller();
    await shop.item('COAT1');
    const { listingId } = await shop.publish('COAT1', {}, 'EBAY_DE');
    await shop.buy([{ listing_id: listingId }]);
    expect((await look(shop)).orders).toMatchObject([{ lines: [{ sku: 'COAT1' }] }]);
  });

  async function manyOrders(shop: AccountSeller, count: number): Promise<readonly string[]> {
    await shop.item('SOCKS');
    const ids: string[] = [];
    for (const sku of skus(Math.ceil(count / 9), 'SOCKS')) {
      await shop.item(sku);
      const { listingId } = await shop.publish(sku, { availableQuantity: 9 });
      for (let piece = 0; piece < 9 && ids.length < count; piece += 1) {
        now += 1_000;
        ids.push(await shop.buy([{ listing_id: listingId }]));
      }
    }
    return ids;
  }

  it('reads every page', async () => {
    const shop = await seller();
    const ids = await manyOrders(shop, 230);
    const { orders, pages } = await look(shop);
    expect(idsOf(orders)).toEqual(ids);
    expect(pages).toBe(3);
  });

  it('leaves none out where orders change while they are read', async () => {
    const shop = await seller();
    const ids = await manyOrders(shop, 130);
    const { orders } = await look(shop, since(-60), async (page) => {
      now += 1_000;
      // Those that were behind them are where these have been.
      if (page === 2) for (const id of ids.slice(0, 5)) await bench.control('POST', `orders/${id}/cancel`);
    });
    expect([...idsOf(orders)].sort()).toEqual([...ids].sort());
    expect(orders.filter(({ state }) => state === 'cancelled')).toHaveLength(5);
  });

  it('begins anew where so many changed that a page shows nothing of the one before', async () => {
    const shop = await seller();
    const ids = await manyOrders(shop, 130);
    const { orders, pages } = await look(shop, since(-60), async (page) => {
      now += 1_000;
      if (page === 2) for (const id of ids.slice(0, 20)) await bench.control('POST', `orders/${id}/cancel`);
    });
    expect([...idsOf(orders)].sort()).toEqual([...ids].sort());
    expect(pages).toBe(4);
  });

  it('finds an order that eBay shows late in a later look that overlaps', async () => {
    const shop = await seller();
    const [listed] = await shop.list('COAT1');
    await bench.control('PUT', 'options', { order_lag_ms: 5_000 });
    const orderId = await shop.buy([{ listing_id: listed?.listingId ?? '' }]);
    await bench.control('PUT', 'options', { order_lag_ms: 0 });
    expect((await look(shop)).orders).toEqual([]);
    now += 6_000;
    expect(idsOf((await look(shop)).orders)).toEqual([orderId]);
  });

  it('answers no part of a page that fails', async () => {
    const shop = await seller();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'getOrders', fault: 'error_before', nth: 1 }],
    });
    await expect(look(shop)).rejects.toMatchObject({
      failure: { code: 'ebay.unavailable' },
      verdict: { kind: 'repeat' },
    });
  });

  it('says that the permission is missing, without taking the account for lost', async () => {
    const scopes = ['https://api.ebay.com/oauth/api_scope/sell.inventory'];
    const shop = await bench.seller({ scopes });
    await expect(look(shop)).rejects.toMatchObject({
      failure: { code: 'ebay.orders_not_allowed', actor: 'seller' },
      verdict: { kind: 'refused' },
    });
  });
});
