import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';
import { bearer } from '../../support/tokens.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('pairing a browser', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  async function typing(code: string): Promise<TestBrowser> {
    const browser = await world.stranger();
    browser.send({ type: 'pair', code, plugin_version: '1.0.0', browser: 'Test 1' });
    return browser;
  }

  async function isRefused(code: string): Promise<void> {
    const browser = await typing(code);
    expect(await browser.refusal()).toMatchObject({ reason: 'pairing_failed', retry: false });
    expect(browser.of('paired')).toEqual([]);
  }

  it('exchanges a code for a credential, which is kept as a hash only', async () => {
    const { id, pairing_code: code } = await world.code();
    const browser = await typing(code.toLowerCase().replace('-', ' -'));
    const paired = await browser.next('paired');
    expect(paired).toMatchObject({ device_id: id, credential: expect.stringMatching(`^sfd_1_${id}_`) });
    const [row] = await world.query<Record<string, unknown>>(
      'select * from user_1.plugin_devices where id = $1',
      [id],
    );
    expect(JSON.stringify(row)).not.toContain(paired.credential);
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row).toMatchObject({ status: 'paired', pairing_hash: null, browser: 'Test 1' });
    browser.credential = paired.credential;
    browser.send(browser.hello());
    await browser.next('welcome');
    const seen = await waitFor(
      async () => {
        const { body } = await world.answer('GET', `/api/plugin/devices/${id}`);
        return (body['accounts'] as unknown[]).length > 0 ? body : undefined;
      },
      { what: 'its account to be seen' },
    );
    expect(seen).toMatchObject({
      status: 'paired',
      online: true,
      accounts: [{ account_id: world.accountId, state: 'ready' }],
    });
    browser.cut();
  });

  it('takes a code once', async () => {
    const { pairing_code: code } = await world.code();
    await (await typing(code)).next('paired');
    await isRefused(code);
  });

  it('takes a code once, also from two browsers in the same moment', async () => {
    const { pairing_code: code } = await world.code();
    const browsers = await Promise.all([world.stranger(), world.stranger()]);
    for (const browser of browsers) browser.send({ type: 'pair', code, plugin_version: '1.0.0' });
    await waitFor(() => browsers.every(({ heard }) => heard.length > 0), { what: 'two answers' });
    expect(browsers.map(({ heard }) => heard[0]?.type).sort()).toEqual(['paired', 'refused']);
  });

  it('still takes the right code after any number of wrong ones, which leave no trace of themselves', async () => {
    const { id, pairing_code: code } = await world.code();
    // Of a row that was locked, xmax says by whom.
    const row = (): Promise<object[]> =>
      world.query('select xmin::text, xmax::text, * from user_1.plugin_devices where id = $1', [id]);
    const before = await row();
    for (let n = 0; n < 8; n += 1) await isRefused(code.replace(/.{12}$/, '000000000000'));
    await expect(row()).resolves.toEqual(before);
    await (await typing(code)).next('paired');
  });

  it('refuses a code that is too old', async () => {
    const { id, pairing_code: code } = await world.code();
    await world.query('update user_1.plugin_devices set pairing_expires_at = now() where id = $1', [id]);
    await isRefused(code);
  });

  it('refuses a code under the ids of another tenant, another device or nobody', async () => {
    const { id, pairing_code: code } = await world.code();
    const { id: other } = await world.code();
    const { id: foreign } = await world.code(2);
    const letters = code.split('-')[2] ?? '';
    await isRefused(`2-${foreign}-${letters}`);
    await isRefused(`1-${other}-${letters}`);
    await isRefused(`1-999999-${letters}`);
    await isRefused(`999999-${id}-${letters}`);
    await isRefused(`0-0-${letters}`);
    await isRefused('not a code');
    await (await typing(code)).next('paired');
  });

  it('goes on for nothing that was sent after a refused code', async () => {
    const { pairing_code: code } = await world.code();
    const browser = await world.stranger();
    browser.send({ type: 'pair', code: '1-1-000000000000', plugin_version: '1.0.0' });
    browser.send({ type: 'pair', code, plugin_version: '1.0.0' });
    await browser.closed();
    await (await typing(code)).next('paired');
  });

  it('refuses codes of a suspended tenant, and pairs again when it is reinstated', async () => {
    const { pairing_code: code } = await world.code(2);
    await world.answer('POST', '/api/admin/tenants/2/suspend', 1, 'admin');
    await isRefused(code);
    await world.answer('POST', '/api/admin/tenants/2/resume', 1, 'admin');
    await (await typing(code)).next('paired');
  });

  it('answers with a code that no cache keeps', async () => {
    const response = await fetch(`${world.app().url}/api/plugin/devices`, {
      method: 'POST',
      headers: { authorization: await bearer({ tenant: 1 }), 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Laptop' }),
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('answers a request for a code without a name with the field', async () => {
    const answer = await world.answer('POST', '/api/plugin/devices', 1, 'tenant', { name: '' });
    expect(answer).toMatchObject({ status: 400, body: { fields: [{ field: 'name' }] } });
  });
});
