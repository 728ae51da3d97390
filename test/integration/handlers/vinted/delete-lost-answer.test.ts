import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

const OPERATIONS = ['deleteItem', 'ownItemDetail', 'wardrobe'];
const FAULTS = [
  'lose_answer',
  'error_after',
  'empty_answer',
  'error_before',
  'reset_before',
  'html_page',
  'rate_limited',
];

describe('deleting on Vinted when an answer of the site is bad', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  const cells = OPERATIONS.flatMap((operation) => FAULTS.map((fault) => [operation, fault] as const));
  it.concurrent.each(cells)('ends without the item when %s meets %s', async (operation, fault) => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId } = await liveProduct(bench, seller);
    await bench.spoil(seller, [
      { operation, fault, times: 1, ...(fault === 'rate_limited' ? { retry_after: 1 } : {}) },
    ]);
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    await bench.heal(seller);
    const effects = await bench.effects(seller);
    plugin.stop();
    expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
    expect(effects).toMatchObject({ live_listings: [], deleted_items: 1, writes_in_parallel: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
  });

  it.concurrent(
    'gives access that is denied one more attempt and no more, and the listing stays live',
    async () => {
      const { seller, plugin } = await bench.sellerOnOwnSite();
      const { productId } = await liveProduct(bench, seller);
      await bench.spoil(seller, [{ operation: 'deleteItem', fault: 'refuse', error_id: 106 }]);
      const job = await bench.ended(await bench.deleteProduct(seller, productId));
      await bench.heal(seller);
      plugin.stop();
      expect(job).toMatchObject({ status: 'failed', attempts: 2, error: { code: 'plugin.access_denied' } });
      expect((await bench.effects(seller)).live_listings).toHaveLength(1);
      expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'live' }]);
    },
  );
});
