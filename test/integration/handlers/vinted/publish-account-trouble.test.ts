import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openMember } from '../../../support/vinted-browser.ts';
import { VintedBench } from './vinted-bench.ts';

describe('publishing on Vinted while the account cannot work', () => {
  let bench: VintedBench;
  beforeAll(async () => {
    bench = await VintedBench.start();
  });
  afterAll(() => bench.close());

  it('waits for a challenge to be solved, and spends no attempt', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const path = `accounts/${seller.member.user_id}`;
    await bench.control('POST', `${path}/challenge`, { form: 'html' });
    const id = await bench.publish(seller);
    await bench.waits(id, 'challenge');
    await bench.control('POST', `${path}/solve`);
    await plugin.browser.look();
    const job = await bench.ended(id);
    expect(job).toMatchObject({ status: 'completed', attempts: 1 });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it('waits for the seller to log in again', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const path = `accounts/${seller.member.user_id}`;
    await bench.control('POST', `${path}/log_out`);
    await plugin.browser.look();
    const id = await bench.publish(seller);
    await bench.waits(id, 'reauth');
    await bench.control('POST', `${path}/log_in`);
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
    plugin.stop();
  });

  it('lists nothing while another account is logged in, and goes on when the right one is', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    const other = await openMember(bench.vinted.url, { login: 'somebody.else' });
    const session = `sessions/${seller.member.session}`;
    await bench.control('PUT', session, { user_id: other.user_id });
    const id = await bench.publish(seller);
    const held = await bench.waits(id, 'reauth');
    expect(held.attempts).toBeLessThanOrEqual(1);
    const strangers = await bench.effects({ member: other, accountId: 0 });
    expect(strangers).toMatchObject({ live_listings: [], photos: 0 });
    await bench.control('PUT', session, { user_id: seller.member.user_id });
    await plugin.browser.look();
    expect(await bench.ended(id)).toMatchObject({ status: 'completed' });
    expect((await bench.effects(seller)).live_listings).toHaveLength(1);
    plugin.stop();
  });

  it('waits for a closed tab', async () => {
    const { seller, plugin } = await bench.sellerWithBrowser();
    plugin.browser.closeTab(String(seller.member.user_id));
    const id = await bench.publish(seller);
    await bench.waits(id, 'plugin');
    await plugin.browser.openTab(String(seller.member.user_id));
    expect(await bench.ended(id)).toMatchObject({ status: 'completed', attempts: 1 });
    plugin.stop();
  });
});
