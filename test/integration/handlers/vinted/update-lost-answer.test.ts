import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liveProduct } from './deletions.ts';
import { formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

const FAULTS = [
  'lose_answer',
  'error_after',
  'empty_answer',
  'error_before',
  'reset_before',
  'html_page',
  'ignored',
  'rate_limited',
];

describe('updating on Vinted when the answer to the write is bad', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.concurrent.each(FAULTS)('ends with the change when it meets %s', async (fault) => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, { price: '31.00', title: 'Manteau bleu' });
    await bench.spoil(seller, [{ operation: 'updateItem', fault, times: 1, retry_after: 1 }]);
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    await bench.heal(seller);
    plugin.stop();
    expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
    expect(await formOf(bench, seller, itemId)).toMatchObject({ price: 31, title: 'Manteau bleu' });
    expect(await bench.effects(seller)).toMatchObject({
      listed_twice: 0,
      photos: 2,
      writes_in_parallel: 1,
    });
  });

  it.concurrent('does not say that it is done where Vinted never takes the change', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, { price: '31.00' });
    await bench.spoil(seller, [{ operation: 'updateItem', fault: 'ignored', times: 9 }]);
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    await bench.heal(seller);
    expect(job).toMatchObject({
      status: 'failed',
      error: { code: 'vinted.change_not_taken', fields: [{ field: 'price' }] },
    });
    await bench.call('POST', `/api/marketplace/jobs/${job.id}/retry`);
    expect(await bench.ended(job.id)).toMatchObject({ status: 'completed' });
    expect(await formOf(bench, seller, itemId)).toMatchObject({ price: 31 });
    plugin.stop();
  });
});
