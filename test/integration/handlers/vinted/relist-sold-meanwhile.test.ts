import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

/** Commands in whose middle a buyer comes, and at which of their moments. */
const SALES = [
  ['vinted.photo.upload', 'journal:started'],
  ['vinted.item.create', 'journal:started'],
  ['vinted.item.create', 'act:after'],
  ['vinted.item.delete', 'journal:started'],
] as const;

describe('relisting on Vinted what is sold in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.each(SALES)(
    'takes the copy away as well when the old item is sold during %s at %s',
    async (command, moment) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId, itemId } = await liveProduct(bench, seller);
      plugin.arm({ script: [{ moment, fault: 'delay', command, times: 1, delay_ms: 700 }] });
      const id = await bench.relistProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to be there' });
      await bench.control('POST', `items/${itemId}/sell`);
      const job = await bench.ended(id);
      expect(job).toMatchObject({ status: 'completed', error: null, result_data: { status: 'sold' } });
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(effects).toMatchObject({ live_listings: [], sold_items: 1, deleted_items: 1 });
      expect(await listingsOf(bench, seller)).toMatchObject([
        { status: 'ended' },
        { status: 'sold', external_ids: { item_id: itemId } },
      ]);
    },
  );

  it('deletes the old item when the copy is sold at once', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    plugin.arm({
      script: [
        { moment: 'act:after', fault: 'delay', command: 'vinted.item.create', times: 1, delay_ms: 700 },
      ],
    });
    const id = await bench.relistProduct(seller, productId);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the copy to be there' });
    const { live_listings: live } = await bench.effects(seller);
    const copy = live.find(({ item_id }) => String(item_id) !== itemId)?.item_id;
    await bench.control('POST', `items/${String(copy)}/sell`);
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { status: 'sold' } });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], sold_items: 1, deleted_items: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'sold' }, { status: 'ended' }]);
    plugin.stop();
  });
});
