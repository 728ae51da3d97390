import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';
import { EtsyBench } from './etsy-bench.ts';
import type { BenchShop } from './etsy-bench.ts';
import { listed, shownImages } from './prepared-shops.ts';

describe('updating a listing on Etsy when nothing goes wrong', () => {
  let bench: EtsyBench;
  beforeAll(async () => {
    bench = await EtsyBench.start();
  });
  afterAll(() => bench.stop());

  const writes = (): readonly string[] =>
    bench.proxy.calls
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.replace(/^.*\/listings\/\d+/, '')}`);

  const body = (method: string): string =>
    bench.proxy.calls.find((call) => call.method === method)?.body.toString() ?? '';

  async function changed(change: (shop: BenchShop) => Partial<ProductSnapshot>): Promise<BenchShop> {
    const shop = await bench.seller();
    await listed(bench, shop);
    shop.product = { ...shop.product, ...change(shop) };
    return shop;
  }

  async function updated(shop: BenchShop): Promise<void> {
    const job = shop.update();
    const report = await job.run();
    expect(report.history.filter((line) => !line.endsWith(': done'))).toEqual([]);
    expect(report.status).toBe('completed');
    expect(job.listing?.status).toBe('live');
    shop.remember(job.listing);
  }

  it('calls nobody where nothing has changed', async () => {
    const shop = await changed(() => ({}));
    expect(shop.updating.plan(shop.context('update'))).toEqual([]);
    expect(bench.proxy.calls).toEqual([]);
  });

  it('changes the title with one call that names nothing else, and keeps what Etsy shows', async () => {
    const shop = await changed(() => ({ title: 'Robe longue' }));
    await updated(shop);
    expect(writes()).toEqual(['PATCH ']);
    expect([...new URLSearchParams(body('PATCH')).keys()]).toEqual(['title', 'description']);
    expect(shop.listing?.shown).toMatchObject({ title: 'Robe longue', price: '45.50', quantity: '1' });
    expect(shop.updating.plan(shop.context('update'))).toEqual([]);
    const [live] = (await shop.effects()).live_listings;
    expect(live).toMatchObject({ title: 'Robe longue', price: '45.50', fees: 1 });
  });

  it.each([
    ['price', { price: '39.90' }, { price: '39.90', quantity: 1 }],
    ['quantity', { quantity: 3 }, { price: '45.50', quantity: 3 }],
  ])('changes the %s through the inventory alone', async (_name, change, live) => {
    const shop = await changed(() => change);
    await updated(shop);
    expect(writes()).toEqual(['PUT /inventory']);
    expect(body('PUT')).not.toMatch(/product_id|offering_id|is_deleted|scale_name|value_pairs|divisor/);
    expect((await shop.effects()).live_listings).toEqual([expect.objectContaining(live)]);
    expect(shop.listing?.shown).toMatchObject({ price: live.price, quantity: String(live.quantity) });
  });

  it('does not put pieces back on sale that were bought since, when only the price changes', async () => {
    const shop = await bench.seller({ quantity: 3 });
    const id = await listed(bench, shop);
    await bench.control('POST', `listings/${id}/end`, { sold: true, quantity: 2 });
    shop.product = { ...shop.product, price: '40.00' };
    await updated(shop);
    expect((await shop.effects()).live_listings).toEqual([
      expect.objectContaining({ price: '40.00', quantity: 1 }),
    ]);
  });

  it('changes tags, and clears the material that the product has lost', async () => {
    const shop = await changed(() => ({ attributes: { etsy_tags: ['soie', 'été'] }, material: null }));
    await updated(shop);
    const form = new URLSearchParams(body('PATCH'));
    expect(form.get('tags')).toBe('soie,été');
    expect(form.get('materials')).toBe('');
  });

  it('adds a picture with one upload, and leaves the others', async () => {
    const shop = await changed(({ product }) => ({
      pictures: [...product.pictures, { url: `${bench.standIn.url}/pictures/DRESS1-3.png` }],
    }));
    const before = await shownImages(shop);
    bench.proxy.reset();
    await updated(shop);
    expect(writes()).toEqual(['POST /images']);
    const after = await shownImages(shop);
    expect(after.slice(0, 2)).toEqual(before);
    expect(after).toHaveLength(3);
  });

  it('removes a picture and uploads none', async () => {
    const shop = await changed(({ product }) => ({ pictures: product.pictures.slice(1) }));
    const before = await shownImages(shop);
    bench.proxy.reset();
    await updated(shop);
    expect(writes()).toEqual([`DELETE /images/${before[0]}`]);
    expect(await shownImages(shop)).toEqual(before.slice(1));
  });

  it('orders pictures by one field with one value, whatever their number', async () => {
    const shop = await changed(({ product }) => ({ pictures: [...product.pictures].reverse() }));
    const before = await shownImages(shop);
    bench.proxy.reset();
    await updated(shop);
    expect(writes()).toEqual(['PATCH ']);
    const wanted = [...before].reverse();
    expect(new URLSearchParams(body('PATCH')).getAll('image_ids')).toEqual([wanted.join(',')]);
    expect(await shownImages(shop)).toEqual(wanted);
  });

  it('replaces every picture of a listing', async () => {
    const shop = await changed(() => ({
      pictures: [5, 6, 7].map((n) => ({ url: `${bench.standIn.url}/pictures/DRESS1-${n}.png` })),
    }));
    const before = await shownImages(shop);
    await updated(shop);
    const after = await shownImages(shop);
    expect(after).toHaveLength(3);
    expect(after.filter((id) => before.includes(id))).toEqual([]);
  });

  it('sends everything again when that is asked for, and pays no fee for it', async () => {
    const shop = await changed(() => ({}));
    shop.input = { force: true };
    await updated(shop);
    expect(writes()).toEqual(expect.arrayContaining(['PATCH ', 'PUT /inventory']));
    expect(writes()).not.toContain('POST /images');
    expect(await shop.outcome()).toEqual({ listed_twice: 0, orphan_drafts: 0, live: 1, fees: 1, shown: 2 });
  });

  it('refuses what is not listed', async () => {
    const shop = await bench.seller();
    expect(shop.updating.plan(shop.context('update'))).toMatchObject({
      kind: 'refused',
      code: 'etsy.not_listed',
    });
  });

  it('spends as many tokens as it makes calls for a new price', async () => {
    const shop = await changed(() => ({ price: '40.00' }));
    const plan = shop.updating.plan(shop.context('update'));
    const tokens = 'kind' in plan ? [] : plan.flatMap(({ rate }) => rate ?? []);
    await updated(shop);
    expect(tokens.filter((name) => name === 'day')).toHaveLength(bench.proxy.calls.length);
  });
});
