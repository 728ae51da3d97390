import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FoundOrder } from '../../../../../src/domain/found.ts';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

const EVER = new Date(0);
const ids = (pages: readonly (readonly FoundOrder[])[]): ReadonlySet<string> =>
  new Set(pages.flat().map(({ externalId }) => externalId));

describe('reading the orders of an Etsy shop', () => {
  let bench: EtsyBench;
  let now = Date.UTC(2026, 5, 1);
  beforeAll(async () => {
    bench = await EtsyBench.start({}, () => now);
  });
  afterAll(() => bench.stop());

  /** Sells pieces of one listing one by one, a second apart. */
  async function sellMany(desk: ShopDesk, count: number): Promise<readonly number[]> {
    const [id] = await desk.list({ quantity: count + 50 });
    const sold: number[] = [];
    for (let sale = 0; sale < count; sale += 1) {
      now += 1_000;
      sold.push(await desk.sell([id ?? 0]));
    }
    return sold;
  }

  it('gives one order a receipt, with a line for everything that was bought together', async () => {
    const desk = await ShopDesk.open(bench);
    const listings = await desk.list({ count: 3, sku: 'ROBE', price_cents: 1999 });
    const receipt = await desk.sell(listings.slice(0, 2));
    expect(await desk.readOrders(EVER)).toEqual([
      [
        {
          externalId: String(receipt),
          state: 'paid',
          soldAt: new Date(now).toISOString(),
          lines: [1, 2].map((n) => ({
            externalId: expect.stringMatching(/^\d+$/),
            listingIds: { listing_id: String(listings[n - 1]) },
            sku: `ROBE${n}`,
            title: `Robe des années 1990 ${n}`,
            quantity: 1,
            price: '19.99',
            currency: 'EUR',
          })),
        },
      ],
    ]);
  });

  it('tells what becomes of an order', async () => {
    const desk = await ShopDesk.open(bench);
    const [first, second, third] = await desk.list({ count: 3 });
    const sales = [
      await desk.sell([first ?? 0], false),
      await desk.sell([second ?? 0]),
      await desk.sell([third ?? 0]),
    ];
    const states = async (): Promise<readonly string[]> => {
      const orders = (await desk.readOrders(EVER)).flat();
      return sales.map((id) => orders.find(({ externalId }) => externalId === String(id))?.state ?? 'none');
    };
    expect(await states()).toEqual(['open', 'paid', 'paid']);
    await bench.control('PUT', `receipts/${sales[0]}`, { paid: true });
    await bench.control('PUT', `receipts/${sales[1]}`, { end: 'canceled' });
    await bench.control('PUT', `receipts/${sales[2]}`, { end: 'partially refunded' });
    expect(await states()).toEqual(['paid', 'cancelled', 'paid']);
    await bench.control('PUT', `receipts/${sales[2]}`, { end: 'fully refunded' });
    expect(await states()).toEqual(['paid', 'cancelled', 'cancelled']);
  });

  it('reads an old order again that has changed, and no other', async () => {
    const desk = await ShopDesk.open(bench);
    const [old] = await sellMany(desk, 3);
    now += 3_600_000;
    const since = new Date(now);
    expect(await desk.readOrders(since)).toEqual([[]]);
    now += 5_000;
    await bench.control('PUT', `receipts/${old}`, { end: 'canceled' });
    expect((await desk.readOrders(since)).flat()).toMatchObject([
      { externalId: String(old), state: 'cancelled' },
    ]);
  });

  it.each([0, 3])('reads every one of 250, where every page repeats %i rows', async (repeated) => {
    const desk = await ShopDesk.open(bench);
    const sold = await sellMany(desk, 250);
    await bench.control('PUT', 'options', { repeated_rows: repeated });
    const pages = await desk.readOrders(EVER);
    await bench.control('PUT', 'options', { repeated_rows: 0 });
    expect(ids(pages)).toEqual(new Set(sold.map(String)));
    expect(pages.map((page) => page.length)).toEqual([100, 100, 50 + repeated]);
  });

  it('leaves none out when orders change and come in while pages are read', async () => {
    const desk = await ShopDesk.open(bench);
    const sold = await sellMany(desk, 210);
    const [id] = await desk.list({ quantity: 100 });
    const pages = await desk.readOrders(EVER, async () => {
      now += 1_000;
      for (const receipt of sold.slice(0, 20)) {
        await bench.control('PUT', `receipts/${receipt}`, { end: 'canceled' });
      }
      await desk.sell([id ?? 0]);
    });
    const read = ids(pages);
    expect(sold.filter((receipt) => !read.has(String(receipt)))).toEqual([]);
  });

  it('meets in the next look what changed on pages that this one had read', async () => {
    const desk = await ShopDesk.open(bench);
    const sold = await sellMany(desk, 120);
    now += 1_000;
    const begun = new Date(now);
    await desk.readOrders(EVER, async () => {
      await bench.control('PUT', `receipts/${sold[0]}`, { end: 'canceled' });
    });
    expect((await desk.readOrders(begun)).flat()).toMatchObject([
      { externalId: String(sold[0]), state: 'cancelled' },
    ]);
  });
});
