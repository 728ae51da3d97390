import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('deleting on Vinted what is gone or sold already', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.each([false, true])(
    'ends the listing of an item that the seller has deleted, where the wardrobe goes on showing it: %s',
    async (deletedInWardrobe) => {
      await bench.control('PUT', 'options', { deleted_in_wardrobe: deletedInWardrobe });
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId, itemId } = await liveProduct(bench, seller);
      await bench.control('POST', `items/${itemId}/delete`);
      const job = await bench.ended(await bench.deleteProduct(seller, productId));
      expect(job).toMatchObject({ status: 'completed', result_data: { status: 'ended' } });
      expect((await bench.effects(seller)).calls['deleteItem']).toBeUndefined();
      expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
      plugin.stop();
    },
  );

  it('leaves an item alone that was sold, and says so', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.control('POST', `items/${itemId}/sell`);
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { item_id: itemId, status: 'sold' } });
    const effects = await bench.effects(seller);
    expect(effects).toMatchObject({ sold_items: 1, deleted_items: 0 });
    expect(effects.calls['deleteItem']).toBeUndefined();
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'sold' }]);
    plugin.stop();
  });

  it('knows that it was sold while the browser was away', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    plugin.stop();
    const id = await bench.deleteProduct(seller, productId);
    await bench.waits(id, 'plugin');
    await bench.control('POST', `items/${itemId}/sell`);
    await plugin.start();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { status: 'sold' } });
    expect(await bench.effects(seller)).toMatchObject({ sold_items: 1, deleted_items: 0 });
    plugin.stop();
  });

  it('sees the sale where Vinted refuses because of one between the look and the deletion', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const command = 'vinted.item.delete';
    plugin.arm({ script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 500 }] });
    const id = await bench.deleteProduct(seller, productId);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
    await bench.control('POST', `items/${itemId}/sell`);
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { status: 'sold' } });
    expect(await bench.effects(seller)).toMatchObject({ sold_items: 1, deleted_items: 0 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'sold' }]);
    plugin.stop();
  });

  it('fails where Vinted refuses for good, and deletes once the seller retries', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'deleteItem', fault: 'refuse', error_id: 99, times: 1 }],
    });
    const job = await bench.ended(await bench.deleteProduct(seller, productId));
    await bench.control('DELETE', 'faults');
    expect(job).toMatchObject({ status: 'failed', error: { code: 'plugin.validation' } });
    await bench.call('POST', `/api/marketplace/jobs/${job.id}/retry`);
    expect(await bench.ended(job.id)).toMatchObject({
      status: 'completed',
      result_data: { status: 'ended' },
    });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 1 });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
    plugin.stop();
  });

  it('is done where the seller deletes the item between the look and the deletion', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const command = 'vinted.item.delete';
    plugin.arm({ script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 500 }] });
    const id = await bench.deleteProduct(seller, productId);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
    await bench.control('POST', `items/${itemId}/delete`);
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', attempts: 1, result_data: { status: 'ended' } });
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'ended' }]);
    plugin.stop();
  });
});
