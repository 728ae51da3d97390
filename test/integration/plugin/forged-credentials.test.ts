import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { TestBrowser } from '../../support/plugin/test-browser.ts';

describe('a hello with a credential that is not its own', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  async function isRefused(credential: string): Promise<void> {
    const browser = new TestBrowser(world.shop, credential);
    await browser.open(world.app().url);
    browser.send(browser.hello());
    expect(await browser.refusal()).toMatchObject({ reason: 'invalid_credential', retry: false });
    expect(browser.of('welcome')).toEqual([]);
  }

  it('is refused under the ids of another tenant, another device, or nobody', async () => {
    const own = await world.pair();
    const other = await world.pair();
    const foreign = await world.pair(2);
    const secret = own.credential.split('_').slice(3).join('_');
    expect(secret).toHaveLength(43);
    await isRefused(`sfd_2_${foreign.deviceId}_${secret}`);
    await isRefused(`sfd_2_${own.deviceId}_${secret}`);
    await isRefused(`sfd_1_${other.deviceId}_${secret}`);
    await isRefused(`sfd_1_999999_${secret}`);
    await isRefused(`sfd_999999_1_${secret}`);
    await isRefused(`sfd_1_${own.deviceId}_${'A'.repeat(43)}`);
    await isRefused(`sfd_1_${own.deviceId}_${secret.slice(0, -1)}`);
    await isRefused(`sfd_01_${own.deviceId}_${secret}`);
    await own.connect(world.app().url);
    own.cut();
    await world.untilSessions(0);
  });

  it('is refused before the browser was paired', async () => {
    const { id } = await world.code();
    await isRefused(`sfd_1_${id}_${'A'.repeat(43)}`);
  });

  it('opens the lane of no other tenant’s account, though it announces it', async () => {
    const foreign = await world.pair(2, 'seller-1');
    await foreign.connect(world.app().url);
    expect((await foreign.next('welcome')).accounts).toEqual([
      { marketplace: 'shop', user_id: 'seller-1', account_id: null },
    ]);
    const own = await world.browser();
    const { device } = await world.untilHolds();
    expect(device).toBe(own.deviceId);
    const id = await world.publish();
    await world.until(id, 'completed');
    expect(foreign.of('command')).toEqual([]);
  });

  it('is refused while its tenant is suspended, and welcomed afterwards', async () => {
    const browser = await world.pair(2);
    await world.answer('POST', '/api/admin/tenants/2/suspend', 1, 'admin');
    await browser.open(world.app().url);
    browser.send(browser.hello());
    expect(await browser.refusal()).toMatchObject({ reason: 'tenant_suspended', retry: true });
    await world.answer('POST', '/api/admin/tenants/2/resume', 1, 'admin');
    await browser.connect(world.app().url);
  });
});
