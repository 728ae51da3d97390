import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { VintedBrowser } from '../../../support/vinted-browser.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

describe('syncing with a wardrobe that changes while it is read', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start({ photosAssignedOnce: false });
  });
  afterAll(() => bench.close());

  /** Items newer than everything before, so that what was there moves towards the second page. */
  async function newer({ member }: Seller, count: number): Promise<readonly string[]> {
    const browser = new VintedBrowser(bench.vinted.url, member);
    const ids: string[] = [];
    for (let n = 0; n < count; n += 1) {
      const reply = await browser.create({ title: `Newer ${n}` });
      ids.push(String((reply.json as { item: { id: number } }).item.id));
    }
    return ids;
  }

  it('misses no item that moved to the page that was read already', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const known = await liveProduct(bench, seller);
    // The known item is the first of the second page, until a newer one is deleted.
    const others = await newer(seller, 96);
    const id = await bench.accountAction('sync', seller);
    await waitFor(async () => (await bench.job(id)).tasks.some(({ step }) => step === 'list_listings:2'), {
      what: 'the first page to be read',
    });
    await bench.control('POST', `items/${others[0] ?? ''}/delete`);
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', result_data: { missing: 0, same: 1 } });
    // The second page was past the end by then, and the look went back to the first.
    expect(job.tasks.map(({ step }) => step)).toContain('list_listings:3');
    expect((await bench.effects(seller)).live_listings.map(({ item_id }) => String(item_id))).toContain(
      known.itemId,
    );
    plugin.stop();
  });

  it('looks at an item directly before it calls it missing', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    await liveProduct(bench, seller);
    // The wardrobe shows what comes now only in an hour; its form opens at once.
    await bench.control('PUT', 'options', { index_lag_ms: 3_600_000 });
    const hidden = await bench.product();
    const published = await bench.ended(await bench.publishProduct(seller, hidden));
    expect(published).toMatchObject({ status: 'completed' });
    const before = (await bench.effects(seller)).calls['ownItemDetail'] ?? 0;
    const job = await bench.ended(await bench.accountAction('sync', seller));
    expect(job).toMatchObject({ status: 'completed', result_data: { found: 2, same: 2, missing: 0 } });
    expect((await bench.effects(seller)).calls['ownItemDetail']).toBe(before + 1);
    await bench.control('PUT', 'options', { index_lag_ms: 0 });
    plugin.stop();
  });
});
