import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('importing a wardrobe', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('opens the form of every live item that StoFlow does not know', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const known = await liveProduct(bench, seller);
    const browser = new VintedBrowser(bench.vinted.url, seller.member);
    for (let n = 0; n < 6; n += 1)
      await browser.create({ title: `Robe ${n}`, description: `Belle.\n\nRef. IMP${n}` });
    const before = (await bench.effects(seller)).calls['ownItemDetail'] ?? 0;
    const job = await bench.ended(await bench.accountAction('import', seller));
    expect(job).toMatchObject({ status: 'completed', error: null, result_data: { found: 7, new: 6 } });
    expect(job.tasks.map(({ step }) => step)).toEqual([
      'list_listings:1',
      'list_listings:2',
      'import_listings:1',
    ]);
    expect((await bench.effects(seller)).calls['ownItemDetail']).toBe(before + 6);
    const { data } = await bench.call<{ data: readonly Readonly<Record<string, unknown>>[] }>(
      'GET',
      '/api/products?limit=100',
    );
    expect(data.filter(({ sku }) => String(sku).startsWith('IMP'))).toHaveLength(6);
    expect(data.find(({ sku }) => sku === 'IMP3')).toMatchObject({
      title: 'Robe 3',
      description: 'Belle.',
      price: '45.50',
      brand: 'Sézane',
      condition: 'very_good',
      quantity: 1,
      status: 'active',
      pictures: [{ url: expect.stringContaining('http') }],
    });
    expect((await listingsOf(bench, seller)).map(({ external_ids: ids }) => ids['item_id'])).toContain(
      known.itemId,
    );
    expect(await listingsOf(bench, seller)).toHaveLength(7);
    const again = await bench.ended(await bench.accountAction('import', seller));
    expect(again).toMatchObject({ status: 'completed', result_data: { found: 7, new: 0 } });
    expect((await bench.effects(seller)).calls['ownItemDetail']).toBe(before + 6);
    plugin.stop();
  });

  it('goes on where it was when the browser was closed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const browser = new VintedBrowser(bench.vinted.url, seller.member);
    for (let n = 0; n < 9; n += 1) await browser.create({ title: `Pull ${n}` });
    plugin.stop();
    const id = await bench.accountAction('import', seller);
    await bench.waits(id, 'plugin');
    await plugin.start();
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', attempts: 1, result_data: { found: 9, new: 9 } });
    plugin.stop();
  });
});
