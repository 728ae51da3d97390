import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { editByHand, formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

describe('updating an item on Vinted that somebody else has changed', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('leaves alone what the product has not changed, also what StoFlow does not know', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    const byHand = {
      title: 'Manteau de ma tante',
      measurement_length: 92,
      shipment_prices: { domestic: 4, international: null },
      item_attributes: [
        { code: 'pattern', ids: [7] },
        { code: 'material', ids: [44] },
      ],
    };
    await editByHand(bench, seller, itemId, byHand);
    await bench.change(productId, { price: '30.00', material: 'Coton' });
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(await formOf(bench, seller, itemId)).toMatchObject({
      ...byHand,
      price: 30,
      item_attributes: [
        { code: 'pattern', ids: [7] },
        { code: 'material', ids: [expect.any(Number)] },
      ],
    });
    plugin.stop();
  });

  it('sends everything again where the seller insists', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await editByHand(bench, seller, itemId, { title: 'Autre chose', price: 12 });
    expect(await bench.ended(await bench.updateProduct(seller, productId))).toMatchObject({ tasks: [] });
    const job = await bench.ended(await bench.updateProduct(seller, productId, true));
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(await formOf(bench, seller, itemId)).toMatchObject({ title: 'Manteau en laine', price: 45.5 });
    expect((await bench.effects(seller)).photos).toBe(2);
    plugin.stop();
  });

  it('leaves an item alone that was sold, and says so', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.control('POST', `items/${itemId}/sell`);
    await bench.change(productId, { price: '30.00' });
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', result_data: { item_id: itemId, status: 'sold' } });
    const { sold_items: sold, calls } = await bench.effects(seller);
    expect({ sold, writes: calls['updateItem'] }).toEqual({ sold: 1, writes: undefined });
    plugin.stop();
  });

  it.each(['sell', 'delete'] as const)(
    'sees that Vinted has refused because of %s between the look and the write',
    async (what) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId, itemId } = await liveProduct(bench, seller);
      await bench.change(productId, { price: '30.00' });
      const command = 'vinted.item.update';
      plugin.arm({
        script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 700 }],
      });
      const id = await bench.updateProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
      await bench.control('POST', `items/${itemId}/${what}`);
      const status = what === 'sell' ? 'sold' : 'ended';
      expect(await bench.ended(id)).toMatchObject({ status: 'completed', result_data: { status } });
      expect(await listingsOf(bench, seller)).toMatchObject([{ status }]);
      plugin.stop();
    },
  );

  it('names the field that Vinted does not change any more, and takes a correction', async () => {
    await bench.control('PUT', 'options', { brand_locked: true });
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, { brand: 'Sandro', price: '30.00' });
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: 'vinted.brand_fixed', fields: [{ field: 'brand' }] },
    });
    expect(await formOf(bench, seller, itemId)).toMatchObject({ brand: 'Sézane', price: 45.5 });
    await bench.change(productId, { brand: 'Sézane' });
    await bench.call('POST', `/api/marketplace/jobs/${job.id}/retry`);
    expect(await bench.ended(job.id)).toMatchObject({ status: 'completed' });
    expect(await formOf(bench, seller, itemId)).toMatchObject({ price: 30 });
    await bench.control('PUT', 'options', { brand_locked: false });
    plugin.stop();
  });
});
