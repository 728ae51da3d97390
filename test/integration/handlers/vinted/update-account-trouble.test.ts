import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMember } from '../../../support/vinted-browser.ts';
import { waitFor } from '../../../support/wait-for.ts';
import { liveProduct } from './deletions.ts';
import { formOf } from './forms.ts';
import { VintedBench } from './vinted-bench.ts';
import type { Seller } from './vinted-bench.ts';

describe('updating on Vinted while the account cannot work', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  const priceOf = async (seller: Seller, itemId: string): Promise<unknown> =>
    (await formOf(bench, seller, itemId))['price'];

  it('waits for a challenge in the middle to be solved, and spends no attempt', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    await bench.change(productId, { price: '30.00' });
    const path = `accounts/${seller.member.user_id}`;
    const command = 'vinted.item.update';
    plugin.arm({ script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 700 }] });
    const id = await bench.updateProduct(seller, productId);
    await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
    await bench.control('POST', `${path}/challenge`, { form: 'json' });
    await bench.waits(id, 'challenge');
    await bench.control('POST', `${path}/solve`);
    expect(await priceOf(seller, itemId)).toBe(45.5);
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(await priceOf(seller, itemId)).toBe(30);
    plugin.stop();
  });

  it.each(['before it begins', 'before it writes'])(
    'changes nothing while another account is logged in %s, and goes on with the right one',
    async (when) => {
      const { seller, plugin } = await bench.sellerWithBrowser();
      const { productId, itemId } = await liveProduct(bench, seller);
      await bench.change(productId, { price: '30.00' });
      const other = await openMember(bench.vinted.url, { login: `other.${seller.member.login}` });
      const session = `sessions/${seller.member.session}`;
      const command = 'vinted.item.update';
      plugin.arm({
        script: [{ moment: 'journal:started', fault: 'delay', command, times: 1, delay_ms: 700 }],
      });
      if (when === 'before it begins') await bench.control('PUT', session, { user_id: other.user_id });
      const id = await bench.updateProduct(seller, productId);
      if (when === 'before it writes') {
        await waitFor(() => Object.keys(plugin.nuisances).length > 0, { what: 'the browser to begin' });
        await bench.control('PUT', session, { user_id: other.user_id });
      }
      await bench.waits(id, 'reauth');
      expect((await bench.effects(seller)).calls['updateItem']).toBeUndefined();
      expect((await bench.effects({ member: other, accountId: 0 })).calls['updateItem']).toBeUndefined();
      await bench.control('PUT', session, { user_id: seller.member.user_id });
      await plugin.browser.look();
      expect(await bench.ended(id)).toMatchObject({ status: 'completed', error: null });
      expect(await priceOf(seller, itemId)).toBe(30);
      plugin.stop();
    },
  );

  it('waits for a closed browser, and sends what the product has become by then', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const { productId, itemId } = await liveProduct(bench, seller);
    plugin.stop();
    await bench.change(productId, { price: '30.00' });
    const id = await bench.updateProduct(seller, productId);
    await bench.waits(id, 'plugin');
    await bench.change(productId, { price: '28.00' });
    await plugin.start();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(await priceOf(seller, itemId)).toBe(28);
    expect((await bench.effects(seller)).calls['updateItem']).toBe(1);
    plugin.stop();
  });
});
