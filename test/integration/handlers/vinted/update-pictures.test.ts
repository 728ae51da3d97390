import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { liveProduct } from './deletions.ts';
import { photosOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

describe('updating the pictures of an item on Vinted', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  const picture = (name: string): { url: string } => ({ url: `${bench.vinted.url}/pictures/${name}.png` });

  it('uploads only new ones, leaves removed ones out and keeps the order', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const [a, b, c] = [picture('PIC-1'), picture('PIC-2'), picture('PIC-3')];
    const { productId, itemId } = await liveProduct(bench, seller, { pictures: [a, b] });
    const [first, second] = await photosOf(bench, seller, itemId);
    const update = async (pictures: readonly { url: string }[]): Promise<readonly number[]> => {
      await bench.change(productId, { pictures });
      const job = await bench.ended(await bench.updateProduct(seller, productId));
      expect(job).toMatchObject({ status: 'completed', error: null });
      return photosOf(bench, seller, itemId);
    };

    expect(await update([b, a])).toEqual([second, first]);
    expect(await bench.effects(seller)).toMatchObject({ photos: 2 });

    const added = await update([c, b, a]);
    expect(added).toEqual([expect.any(Number), second, first]);
    expect(await bench.effects(seller)).toMatchObject({ photos: 3, orphan_photos: 0 });

    expect(await update([c, a])).toEqual([added[0], first]);
    expect(await bench.effects(seller)).toMatchObject({ photos: 3 });

    // What the item no longer has cannot be taken again.
    const again = await update([c, a, b]);
    expect(again.slice(0, 2)).toEqual([added[0], first]);
    expect(again).not.toContain(second);
    expect(await bench.effects(seller)).toMatchObject({ photos: 4 });
    plugin.stop();
  });

  it('knows a picture by its bytes where its address has changed', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { url } = picture('OLD-1');
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { productId, itemId } = await liveProduct(bench, seller, { pictures: [{ url, sha256 }] });
    const before = await photosOf(bench, seller, itemId);
    await bench.change(productId, { pictures: [{ url: `${url}?moved=1`, sha256 }] });
    const job = await bench.ended(await bench.updateProduct(seller, productId));
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect(await photosOf(bench, seller, itemId)).toEqual(before);
    const { photos, calls } = await bench.effects(seller);
    expect({ photos, writes: calls['updateItem'] }).toEqual({ photos: 1, writes: undefined });
    plugin.stop();
  });
});
