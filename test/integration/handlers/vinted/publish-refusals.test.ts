import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBench } from './vinted-bench.ts';

describe('publishing on Vinted what it refuses', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('names the product’s field and keeps Vinted’s words', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    // A category with a rule about sizes that only Vinted knows.
    const id = await bench.publish(seller, { attributes: { vinted_catalog_id: 9001 }, category: null });
    const job = await bench.ended(id);
    expect(job).toMatchObject({
      status: 'failed',
      error: {
        code: 'plugin.validation',
        fields: [{ field: 'size', code: 'vinted.field_refused', message: 'Fill in size to continue' }],
      },
    });
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    plugin.stop();
  });

  it('takes the seller’s correction when the job is retried, without uploading photos again', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const productId = await bench.product({ attributes: { vinted_catalog_id: 9001 }, category: null });
    const id = await bench.publishProduct(seller, productId);
    await bench.ended(id);
    await bench.change(productId, {
      attributes: { vinted_catalog_id: 9001, vinted_size_id: 207 },
    });
    await bench.call('POST', `/api/marketplace/jobs/${id}/retry`);
    expect(await bench.ended(id)).toMatchObject({ status: 'completed' });
    expect(await bench.effects(seller)).toMatchObject({ photos: 2, orphan_photos: 0, listed_twice: 0 });
    plugin.stop();
  });

  it('gives access that is denied one more attempt and no more', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await bench.control('PUT', 'faults', {
      script: [{ operation: 'createItem', fault: 'refuse', error_id: 106 }],
    });
    const job = await bench.ended(await bench.publish(seller));
    await bench.control('DELETE', 'faults');
    expect(job).toMatchObject({ status: 'failed', attempts: 2, error: { code: 'plugin.access_denied' } });
    expect(job.tasks.find(({ step }) => step === 'create_item')).toMatchObject({ attempt: 2 });
    plugin.stop();
  });

  it('is refused before anything is queued where the product cannot fit', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await expect(bench.publish(seller, { title: 'M'.repeat(101) })).rejects.toThrow(/422.*title_too_long/s);
    plugin.stop();
  });
});
