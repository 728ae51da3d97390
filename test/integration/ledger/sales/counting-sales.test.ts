import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { salesWorld } from '../../../support/sales-world.ts';
import type { SalesWorld } from '../../../support/sales-world.ts';

describe('counting a sale', () => {
  let world: SalesWorld;
  beforeAll(async () => {
    world = await salesWorld();
  });
  afterAll(() => world.close());

  const order = (
    accountId: number,
    productId: number,
    externalId: string,
    more = {},
  ): ReturnType<SalesWorld['sell']> =>
    world.sell({ source: 'order', accountId, productId, externalId, soldAt: new Date(), ...more });

  it('counts an order once, however often it is read', async () => {
    const [first] = world.accounts;
    const productId = await world.product(5, [first]);
    const once = await order(first, productId, 'twice-read');
    expect(once).toMatchObject({ counted: true });
    expect(await order(first, productId, 'twice-read')).toMatchObject({
      orderId: once.orderId,
      counted: false,
    });
    expect(await order(first, productId, 'twice-read', { lineId: '2' })).toMatchObject({ counted: true });
    expect(await world.stock(productId)).toBe('3 active');
  });

  it('counts a listing that is shown as sold and its order as one sale, whichever comes first', async () => {
    const [first] = world.accounts;
    const shownFirst = await world.product(1, [first]);
    const seen = await world.sell({ source: 'listing', accountId: first, productId: shownFirst });
    expect(await order(first, shownFirst, 'after-shown')).toEqual({ ...seen, counted: false });
    const [row] = await world.database.query('select source, external_id from user_1.orders where id = $1', [
      seen.orderId,
    ]);
    expect(row).toEqual({ source: 'order', external_id: 'after-shown' });

    const orderFirst = await world.product(1, [first]);
    const ordered = await order(first, orderFirst, 'before-shown');
    const [listing] = await world.database.query<{ id: number }>(
      'select id from user_1.listings where product_id = $1',
      [orderFirst],
    );
    expect(
      await world.sell({
        source: 'listing',
        accountId: first,
        productId: orderFirst,
        listingId: listing?.id ?? 0,
      }),
    ).toEqual({ ...ordered, counted: false });
    expect(await world.questions()).toEqual([]);
  });

  it('counts what the seller told of and its order as one sale', async () => {
    const [first] = world.accounts;
    const productId = await world.product(1, [first]);
    const told = await world.sell({ source: 'seller', accountId: first, productId });
    expect(await order(first, productId, 'told-before')).toEqual({ ...told, counted: false });
    expect(await world.stock(productId)).toBe('0 sold');
  });

  it('finds the product by the listing, then by the SKU', async () => {
    const [first] = world.accounts;
    const productId = await world.product(4, [first]);
    const [row] = await world.database.query<{ sku: string; item: string }>(
      `select p.sku, l.external_ids ->> 'item_id' as item
       from user_1.products p join user_1.listings l on l.product_id = p.id where p.id = $1`,
      [productId],
    );
    const { sku = '', item = '' } = row ?? {};
    await world.sell({
      source: 'order',
      accountId: first,
      externalId: 'by-id',
      listingIds: { item_id: item },
    });
    await world.sell({
      source: 'order',
      accountId: first,
      externalId: 'by-sku',
      listingIds: { item_id: 'x' },
      sku,
    });
    expect(await world.stock(productId)).toBe('2 active');
  });

  it('notes what StoFlow does not know, and what was sold before it knew, without touching stock', async () => {
    const [first] = world.accounts;
    const productId = await world.product(1, [first]);
    const longAgo = new Date(Date.now() - 86_400_000);
    expect(await order(first, productId, 'long-ago', { soldAt: longAgo })).toMatchObject({
      status: 'earlier',
    });
    const foreign = { source: 'order', accountId: first, externalId: 'foreign', sku: 'NOBODY' } as const;
    expect(await world.sell(foreign)).toMatchObject({ status: 'unmatched' });
    expect(await world.stock(productId)).toBe('1 active');
  });

  it('makes a second sale of one piece a conflict that a person sees, and keeps both', async () => {
    const [first, second] = world.accounts;
    const productId = await world.product(1, [first, second]);
    const one = await order(first, productId, 'one');
    const two = await order(second, productId, 'two');
    expect([one.status, two.status]).toEqual(['sold', 'conflict']);
    expect(await world.stock(productId)).toBe('0 sold');
    const questions = await world.questions();
    expect(questions.filter((line) => line.startsWith('sale.conflict'))).toEqual([
      `sale.conflict order:${two.orderId}`,
    ]);
  });

  it('counts two sales at the same moment one after the other', async () => {
    const [first, second] = world.accounts;
    const productId = await world.product(1, [first, second]);
    const sales = await Promise.all([
      order(first, productId, 'same-moment-1'),
      order(second, productId, 'same-moment-2'),
    ]);
    expect(sales.map(({ status }) => status).sort()).toEqual(['conflict', 'sold']);
    expect(world.database.deadlocks).toBe(0);
  });
});
