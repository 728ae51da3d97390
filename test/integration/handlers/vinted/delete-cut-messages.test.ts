import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

const MESSAGES = ['receive:command', 'send:accepted', 'send:result', 'receive:acknowledged'];
const MOMENTS = [
  'journal:received',
  'journal:started',
  'write:before',
  'write:after',
  'act:after',
  'journal:ended',
];

const cells: readonly (readonly [moment: string, fault: string])[] = [
  ...MESSAGES.flatMap((moment) =>
    ['cut_before', 'cut_after', 'drop', 'die_after'].map((fault) => [moment, fault] as const),
  ),
  ...MOMENTS.flatMap((moment) => ['cut_after', 'die_after'].map((fault) => [moment, fault] as const)),
];

describe('deleting on Vinted when the browser goes in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.concurrent.each(cells)(
    'ends without the item when the deletion meets %s %s once',
    async (moment, fault) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId } = await liveProduct(bench, seller);
      const command = 'vinted.item.delete';
      plugin.arm({ script: [{ moment, fault, command, times: 1, delay_ms: 50 }] });
      const job = await bench.ended(await bench.deleteProduct(seller, productId));
      const effects = await bench.effects(seller);
      plugin.stop();
      expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
      expect(effects).toMatchObject({ live_listings: [], deleted_items: 1, writes_in_parallel: 1 });
      expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
      expect(Object.keys(plugin.nuisances)).toEqual([`${moment} ${fault}`]);
      expect(plugin.counts.executed_twice).toBe(0);
    },
  );
});
