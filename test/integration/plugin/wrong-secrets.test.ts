import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Admission } from '../../../src/plugin/connection/admission.ts';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';

const ENOUGH = { reason: 'too_many_attempts', retry: true };

describe('whoever guesses codes and credentials', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
    // Hundreds of sockets are open before the first of them says hello: at this scale there is time for that.
    for (const _place of [1, 2]) {
      const { app } = await world.startApp({ TRUSTED_PROXIES: '1', TIME_SCALE: '1' });
      // What an address may still try comes back with time, of which a slow machine would have plenty meanwhile.
      Object.assign(app.get(Admission), { clock: { monotonicMs: () => 0 } });
    }
  });
  afterAll(() => world.close());

  async function typing(code: string, place: number, address: string): Promise<TestBrowser> {
    const browser = await world.stranger(place, address);
    browser.send({ type: 'pair', code, plugin_version: '1.0.0' });
    return browser;
  }

  async function hello(credential: string, place: number, address: string): Promise<TestBrowser> {
    const browser = await world.stranger(place, address);
    browser.credential = credential;
    browser.send(browser.hello());
    return browser;
  }

  it('has to wait at that address, even with a right one', async () => {
    const { pairing_code: code } = await world.code();
    const wrong = `sfd_1_1_${'A'.repeat(43)}`;
    const refused = await Promise.all(
      Array.from({ length: 110 }, async () => (await hello(wrong, 1, '10.0.0.1')).refusal()),
    );
    const spent = refused.filter(({ reason }) => reason === 'too_many_attempts').length;
    expect(refused.filter(({ reason }) => reason === 'invalid_credential')).toHaveLength(110 - spent);
    expect(spent).toBeGreaterThan(0);
    expect(spent).toBeLessThanOrEqual(10);
    // The header that a client writes itself is not believed.
    expect(await (await typing(code, 1, '10.9.9.9, 10.0.0.1')).refusal()).toMatchObject(ENOUGH);
    await (await typing(code, 1, '10.0.0.2')).next('paired');
  });

  it('has to wait at all addresses of its network, where these cost nothing', async () => {
    const { pairing_code: code } = await world.code();
    const wrong = `sfd_1_1_${'A'.repeat(43)}`;
    const refused = await Promise.all(
      Array.from({ length: 110 }, async (_, n) =>
        (await hello(wrong, 1, `2001:db8:0:1::${n.toString(16)}`)).refusal(),
      ),
    );
    expect(new Set(refused.map(({ reason }) => reason))).toContain('too_many_attempts');
    expect(await (await typing(code, 1, '2001:db8:0:1:ffff::1')).refusal()).toMatchObject(ENOUGH);
    await (await typing(code, 1, '2001:db8:0:2::1')).next('paired');
  });

  it('keeps no seller from pairing, from however many addresses and with whatever device in its codes', async () => {
    const { id, pairing_code: code } = await world.code();
    const guesses = Array.from({ length: 200 }, async (_, n) => {
      const wrong = `1-${n % 2 === 0 ? id : 999}-${String(n).padStart(12, '0')}`;
      return (await typing(wrong, 2, `10.0.1.${n}`)).refusal();
    });
    const refused = await Promise.all(guesses);
    expect(new Set(refused.map(({ reason }) => reason))).toEqual(new Set(['pairing_failed']));
    await (await typing(code, 2, '10.0.2.1')).next('paired');
  });

  it('finds few codes that are good at one time', async () => {
    await world.query('delete from user_1.plugin_devices');
    const old = await world.code();
    await world.query(`update user_1.plugin_devices set pairing_expires_at = now() - interval '2 days'`);
    const answers = await Promise.all(
      Array.from({ length: 25 }, () =>
        world.answer('POST', '/api/plugin/devices', 1, 'tenant', { name: 'x' }),
      ),
    );
    const given = answers.filter(({ status }) => status === 201);
    expect(given).toHaveLength(20);
    expect(answers.find(({ status }) => status !== 201)).toMatchObject({
      status: 429,
      body: { code: 'device.too_many_codes' },
    });
    expect((await world.answer('GET', `/api/plugin/devices/${old.id}`)).status).toBe(404);
    await world.code(2);
    await world.query(`update user_1.plugin_devices set pairing_expires_at = now() where id = $1`, [
      given[0]?.body['id'],
    ]);
    await world.code();
  });
});
