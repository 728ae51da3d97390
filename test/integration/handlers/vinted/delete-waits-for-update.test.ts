import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('deleting on Vinted with an extension that is too old', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('waits for an update at no cost, and goes on with it', async () => {
    const seller = await bench.seller();
    const old = await bench.browser(seller, undefined, { lacking: ['vinted.item.delete@1'] });
    await old.start();
    const { productId } = await liveProduct(bench, seller);
    const id = await bench.deleteProduct(seller, productId);
    const held = await waitFor(
      async () => {
        const job = await bench.job(id);
        return job.error?.code === 'plugin.unsupported' ? job : undefined;
      },
      { what: 'the job to wait for an update' },
    );
    expect(held).toMatchObject({ status: 'pending', attempts: 0, waiting_for: { reason: 'backoff' } });
    old.stop();
    const updated = await bench.browser(seller);
    await updated.start();
    // It looks once a minute, which is three seconds here.
    expect(await bench.ended(id, 30_000)).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    updated.stop();
  });
});
