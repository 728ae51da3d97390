import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('removing a browser', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  const remove = (id: number, tenant = 1): Promise<{ readonly status: number; readonly body: object }> =>
    world.answer('DELETE', `/api/plugin/devices/${id}`, tenant);

  it('closes its socket, frees the lane and refuses it from then on', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    expect(await remove(browser.deviceId)).toMatchObject({ status: 204 });
    expect(await browser.refusal()).toMatchObject({ reason: 'revoked', retry: false });
    expect(await world.untilHolds('plugin')).toMatchObject({ executor: null, device: null });
    await world.untilSessions(0);

    await browser.open(world.app().url);
    browser.send(browser.hello());
    expect(await browser.refusal()).toMatchObject({ reason: 'revoked', retry: false });
  });

  it('closes its socket at another program', async () => {
    await world.startApp();
    const browser = await world.browser(1);
    await remove(browser.deviceId);
    expect(await browser.refusal()).toMatchObject({ reason: 'revoked' });
    await world.untilSessions(0, 1);
  });

  it('is possible once, and for its own tenant only', async () => {
    const { deviceId } = await world.pair();
    const gone = { status: 404, body: { code: 'device.not_found' } };
    expect(await remove(deviceId, 2)).toMatchObject(gone);
    expect(await world.answer('GET', `/api/plugin/devices/${deviceId}`, 2)).toMatchObject(gone);
    expect(await remove(deviceId)).toMatchObject({ status: 204 });
    expect(await remove(deviceId)).toMatchObject(gone);
    expect(await world.answer('GET', `/api/plugin/devices/${deviceId}`)).toMatchObject(gone);
    expect(await remove(999_999)).toMatchObject(gone);
    const { body } = await world.answer('GET', '/api/plugin/devices');
    expect(JSON.stringify(body)).not.toContain(`"id":${deviceId},`);
  });

  it('ends a pairing that is under way', async () => {
    const { id, pairing_code: code } = await world.code();
    await remove(id);
    const browser = await world.stranger();
    browser.send({ type: 'pair', code, plugin_version: '1.0.0' });
    expect(await browser.refusal()).toMatchObject({ reason: 'pairing_failed' });
  });

  it('reaches a browser whose hello is under way', async () => {
    const browser = await world.pair();
    // The hello is held up after its credential was found good.
    const blocker = new Client({ connectionString: world.database.url });
    await blocker.connect();
    await blocker.query('begin');
    await blocker.query('insert into public.plugin_sessions (tenant_id, device_id) values (1, $1)', [
      browser.deviceId,
    ]);
    await browser.open(world.app().url);
    browser.send(browser.hello());
    const heldUp = async (): Promise<number> =>
      (
        await world.query(
          `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        )
      ).length;
    await waitFor(async () => (await heldUp()) === 1, { what: 'the hello to be held up' });
    let over = false;
    const removal = remove(browser.deviceId).finally(() => (over = true));
    // Either it waits for the hello, or it is done before the hello goes on.
    await waitFor(async () => over || (await heldUp()) === 2, {
      what: 'the removal to get as far as it can',
    });
    await blocker.query('rollback');
    await blocker.end();
    expect(await removal).toMatchObject({ status: 204 });
    expect(await browser.refusal()).toMatchObject({ reason: 'revoked' });
    expect(await world.untilHolds('plugin')).toMatchObject({ executor: null });
    await world.untilSessions(0);
  });
});
