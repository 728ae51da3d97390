import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('deleting on Vinted when the program ends in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.each(['journal:started', 'act:after'])(
    'ends without the item when it happens with the deletion at %s',
    async (moment) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId } = await liveProduct(bench, seller);
      const command = 'vinted.item.delete';
      plugin.arm({ script: [{ moment, fault: 'delay', command, times: 1, delay_ms: 1_000 }] });
      const id = await bench.deleteProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to be at work' });
      await bench.restart();
      const job = await bench.ended(id);
      plugin.stop();
      expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
      expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 1 });
      expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
    },
  );
});
