import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMember } from '../../../support/vinted-browser.ts';
import { liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

describe('deleting on Vinted while the account cannot work', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('waits for a closed browser, and spends no attempt', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    plugin.stop();
    const id = await bench.deleteProduct(seller, productId);
    await bench.waits(id, 'plugin');
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    await plugin.start();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await bench.effects(seller)).live_listings).toEqual([]);
    plugin.stop();
  });

  it('deletes nothing while another account is logged in, and goes on when the right one is', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId } = await liveProduct(bench, seller);
    const other = await openMember(bench.vinted.url, { login: 'somebody.else' });
    const session = `sessions/${seller.member.session}`;
    await bench.control('PUT', session, { user_id: other.user_id });
    const id = await bench.deleteProduct(seller, productId);
    await bench.waits(id, 'reauth');
    expect(await bench.effects(seller)).toMatchObject({ deleted_items: 0 });
    await bench.control('PUT', session, { user_id: seller.member.user_id });
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed' });
    expect(await bench.effects(seller)).toMatchObject({ live_listings: [], deleted_items: 1 });
    plugin.stop();
  });
});
