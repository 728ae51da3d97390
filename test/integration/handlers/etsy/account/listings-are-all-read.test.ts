import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EtsyBench } from '../etsy-bench.ts';
import { ShopDesk } from './shop-desk.ts';

const texts = (ids: readonly number[]): readonly string[] => ids.map(String);

describe('reading all listings of an Etsy shop', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  it('says in StoFlow’s words what stands there', async () => {
    const desk = await ShopDesk.open(bench);
    const [id] = await desk.list({ title: 'Robe & veste', sku: 'ROBE', price_cents: 1205, quantity: 3 });
    const { found } = await desk.sweep();
    const shown = { title: 'Robe & veste', description: 'Mise en vente à la main.', price: '12.05' };
    expect([...found.values()]).toEqual([
      {
        externalIds: { listing_id: String(id), shop_id: String(desk.shop.opened.shop_id) },
        status: 'live',
        sku: 'ROBE',
        ...shown,
        currency: 'EUR',
        quantity: 3,
        url: `${bench.standIn.url}/listing/${id}`,
        pictures: [expect.stringMatching(/\/il\/\d+\/fullxfull$/)],
        details: { material: 'soie' },
        shown: { ...shown, quantity: '3' },
      },
    ]);
  });

  it('knows the state of each', async () => {
    const desk = await ShopDesk.open(bench);
    const states = { draft: 'draft', active: 'live', inactive: 'ended', expired: 'ended', sold_out: 'sold' };
    const expected = new Map<string, string>();
    for (const [state, status] of Object.entries(states)) {
      for (const id of await desk.list({ count: 2, state })) expected.set(String(id), status);
    }
    const { found } = await desk.sweep();
    expect(new Map([...found].map(([id, { status }]) => [id, status]))).toEqual(expected);
  });

  it.each([99, 100, 101, 195, 250])('reads %i listings of one state', async (count) => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count });
    const { found, pages } = await desk.sweep();
    expect([...found.keys()].sort()).toEqual([...texts(ids)].sort());
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(100);
  });

  it.each([1, 4, 7, 60])('reads the last ones too where every page repeats %i rows', async (repeated) => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count: 290 });
    await bench.control('PUT', 'options', { repeated_rows: repeated });
    const { found } = await desk.sweep();
    await bench.control('PUT', 'options', { repeated_rows: 0 });
    expect([...found.keys()].sort()).toEqual([...texts(ids)].sort());
  });

  it.each([1, 5, 6, 40, 95])(
    'leaves none out when %i listings leave the list between two pages',
    async (count) => {
      const desk = await ShopDesk.open(bench);
      const ids = await desk.list({ count: 230 });
      // The newest are on the first page, which has been read.
      const leaving = ids.slice(-count);
      const { found } = await desk.sweep(async (page) => {
        if (page === 2) await desk.move(leaving, 'sold_out');
      });
      expect([...found.keys()].sort()).toEqual([...texts(ids)].sort());
      expect(texts(leaving).map((id) => found.get(id)?.status)).toEqual(leaving.map(() => 'sold'));
    },
  );

  it('leaves none out when all the rows that two pages share are gone', async () => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count: 130 });
    const shared = ids.slice(-100).slice(0, 5);
    const { found } = await desk.sweep(async (page) => {
      if (page === 2) await desk.move([...shared, ...ids.slice(-30)], 'inactive');
    });
    expect([...found.keys()].sort()).toEqual([...texts(ids)].sort());
  });

  it('meets a listing again that goes on while pages are read, as it stands then', async () => {
    const desk = await ShopDesk.open(bench);
    const [draft] = await desk.list({ state: 'draft' });
    const [active] = await desk.list({});
    const moves: Readonly<Record<number, () => Promise<void>>> = {
      1: () => desk.move([draft ?? 0], 'active'),
      2: async () => void (await desk.sell([active ?? 0])),
    };
    const { found } = await desk.sweep(async (page) => moves[page]?.());
    expect([found.get(String(draft))?.status, found.get(String(active))?.status]).toEqual(['live', 'sold']);
  });

  it('ends although new listings appear all the time', async () => {
    const desk = await ShopDesk.open(bench);
    const ids = await desk.list({ count: 120 });
    const { found, pages } = await desk.sweep(async () => void (await desk.list({ count: 8, sku: 'NEW' })));
    expect(texts(ids).every((id) => found.has(id))).toBe(true);
    expect(pages.length).toBeLessThan(10);
  });
});
