import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { listingsOf, liveProduct } from './deletions.ts';
import { formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';

/** Ways in which nobody learns what became of the creation, and whether the copy was made. */
const LOST = ['lose_answer', 'error_after', 'empty_answer', 'error_before', 'reset_before', 'html_page'];

/** Until a new item is shown in the wardrobe. */
const INDEX_LAG_MS = 100;

describe('relisting on Vinted beside items that look the same', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false, indexLagMs: INDEX_LAG_MS });
  });
  afterAll(() => bench.close());

  it.concurrent.each(LOST)(
    'takes neither the old item nor one made by hand for the copy when the creation meets %s',
    async (fault) => {
      const { seller, plugin } = await bench.sellerOnOwnSite();
      const { productId, itemId } = await liveProduct(bench, seller);
      // The same title, the same mark, and open: everything but the photos.
      const { title, description } = await formOf(bench, seller, itemId);
      const reply = await new VintedBrowser((seller.site ?? bench.vinted).url, seller.member).create({
        title,
        description,
      });
      const handMade = Number((reply.json as { item: { id: number } }).item.id);
      // What the wardrobe does not show yet when the relisting begins, nobody can tell from what comes after.
      await delay(2 * INDEX_LAG_MS);
      await bench.spoil(seller, [{ operation: 'createItem', fault, times: 1 }]);
      const job = await bench.ended(await bench.relistProduct(seller, productId));
      await bench.heal(seller);
      expect({ status: job.status, error: job.error }).toEqual({ status: 'completed', error: null });
      const { live_listings: live, deleted_items: deleted, calls } = await bench.effects(seller);
      plugin.stop();
      const ids = live.map(({ item_id: id }) => id);
      expect({ live: ids.length, deleted, handMade: ids.includes(handMade) }).toEqual({
        live: 2,
        deleted: 1,
        handMade: true,
      });
      expect(ids).toContain(Number(job.result_data?.['item_id']));
      expect(job.result_data?.['item_id']).not.toBe(String(handMade));
      expect(job.result_data?.['item_id']).not.toBe(itemId);
      // An internal error and a page are no proof that nothing was made, so it was looked for.
      expect(calls['wardrobe']).toBeGreaterThan(2);
    },
  );

  it.concurrent('knows the copy of a product whose title has changed', async () => {
    const { seller, plugin } = await bench.sellerOnOwnSite();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, { title: 'Manteau d’hiver' });
    await bench.spoil(seller, [{ operation: 'createItem', fault: 'lose_answer', times: 1 }]);
    const job = await bench.ended(await bench.relistProduct(seller, productId));
    await bench.heal(seller);
    expect(job).toMatchObject({ status: 'completed', error: null });
    expect((await bench.effects(seller)).live_listings).toMatchObject([{ title: 'Manteau d’hiver' }]);
    expect(job.result_data?.['item_id']).not.toBe(itemId);
    expect(await listingsOf(bench, seller)).toMatchObject([{ status: 'live' }, { status: 'ended' }]);
    plugin.stop();
  });
});
