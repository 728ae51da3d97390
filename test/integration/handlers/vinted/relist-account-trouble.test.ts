import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMember } from '../../../support/vinted-browser.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { VintedBench } from './vinted-bench.ts';

/** Commands before which the account stops, with how many items are live then. */
const MOMENTS = [
  ['vinted.photo.upload', 1],
  ['vinted.item.create', 1],
  ['vinted.item.delete', 2],
] as const;

describe('relisting on Vinted while the account stops in the middle', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it.concurrent.each(MOMENTS)(
    'waits for a challenge before %s to be solved, and ends with one item',
    async (command, live) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId } = await liveProduct(bench, seller);
      const path = `accounts/${seller.member.user_id}`;
      plugin.arm({
        script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 700 }],
      });
      const id = await bench.relistProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
      await bench.control('POST', `${path}/challenge`, { form: 'html' });
      await bench.waits(id, 'challenge');
      expect((await bench.effects(seller)).live_listings).toHaveLength(live);
      await bench.control('POST', `${path}/solve`);
      await plugin.browser.look();
      expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(effects).toMatchObject({ deleted_items: 1, writes_in_parallel: 1 });
      expect(effects.live_listings).toHaveLength(1);
    },
  );

  it.concurrent.each(MOMENTS)(
    'touches nothing of another account that is logged in before %s, and goes on with the right one',
    async (command, live) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId } = await liveProduct(bench, seller);
      const other = await openMember(bench.vinted.url, { login: `other.${seller.member.login}` });
      const session = `sessions/${seller.member.session}`;
      plugin.arm({
        script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 700 }],
      });
      const id = await bench.relistProduct(seller, productId);
      await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
      await bench.control('PUT', session, { user_id: other.user_id });
      await bench.waits(id, 'reauth');
      expect((await bench.effects(seller)).live_listings).toHaveLength(live);
      expect(await bench.effects({ member: other, accountId: 0 })).toMatchObject({
        live_listings: [],
        photos: 0,
      });
      await bench.control('PUT', session, { user_id: seller.member.user_id });
      await plugin.browser.look();
      expect(await bench.ended(id)).toMatchObject({ status: 'completed', error: null });
      const effects = await bench.effects(seller);
      plugin.stop();
      expect(effects).toMatchObject({ deleted_items: 1, writes_in_parallel: 1 });
      expect(effects.live_listings).toHaveLength(1);
    },
  );
});
