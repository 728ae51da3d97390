import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '../../../../src/common/database/database.ts';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('syncing with Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('counts what it finds, and asks the seller about what nobody shows any more', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const [stays, sold, gone] = [
      await liveProduct(bench, seller),
      await liveProduct(bench, seller),
      await liveProduct(bench, seller),
    ];
    await new VintedBrowser(bench.vinted.url, seller.member).create({ title: 'Nobody knows it' });
    await bench.control('POST', `items/${sold.itemId}/sell`);
    await bench.control('POST', `items/${gone.itemId}/delete`);
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({
      status: 'completed',
      error: null,
      result_data: { found: 3, same: 1, sold: 1, missing: 1, changed: 0, ended: 0, left: 0, unknown: 1 },
    });
    expect(job.tasks.map(({ step, status }) => `${step} ${status}`)).toEqual([
      'list_listings:1 success',
      'conclude success',
    ]);
    const states = (await listingsOf(bench, seller)).map(
      ({ product_id: id, status }) => [id, status] as const,
    );
    expect(new Map(states)).toEqual(
      new Map([
        [stays.productId, 'live'],
        [sold.productId, 'sold'],
        [gone.productId, 'live'],
      ]),
    );
    const asked = await bench.app.app
      .get(Database)
      .query<{ code: string; productId: number }>(
        'select code, product_id as "productId" from user_1.pending_actions',
      );
    expect(asked).toEqual([{ code: 'listing.missing', productId: gone.productId }]);
    plugin.stop();
  });

  it('reads a large wardrobe page by page', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const browser = new VintedBrowser(bench.vinted.url, seller.member);
    for (let n = 0; n < 100; n += 1) await browser.create({ title: `Robe ${n}` });
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({ status: 'completed', result_data: { found: 100, unknown: 100 } });
    expect(job.tasks.map(({ step }) => step)).toEqual(['list_listings:1', 'list_listings:2', 'conclude']);
    plugin.stop();
  });

  it('is a job of the whole account: a product is refused', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const body = {
      marketplace: 'vinted',
      action_code: 'sync',
      account_id: seller.accountId,
      product_id: await bench.product(),
    };
    await expect(bench.call('POST', '/api/marketplace/jobs', body)).rejects.toThrow('400');
    plugin.stop();
  });
});
