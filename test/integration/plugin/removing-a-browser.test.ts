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

  it('reaches a browser that says in this moment which accounts it has', async () => {
    const browser = await world.pair(1, 'seller-2');
    await browser.connect(world.app().url);
    await world.untilAnnounced(browser);
    const [{ instance } = { instance: '' }] = await world.query<{ instance: string }>(
      'select instance from public.plugin_sessions where device_id = $1',
      [browser.deviceId],
    );
    const blocker = new Client({ connectionString: world.database.url });
    await blocker.connect();
    // What an announcement does: it locks the connection, writes accounts, and ties their lanes.
    await blocker.query('begin');
    await blocker.query('select from public.plugin_sessions where device_id = $1 for update', [
      browser.deviceId,
    ]);
    const removal = remove(browser.deviceId);
    await waitFor(
      async () =>
        (
          await world.query(
            `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
          )
        ).length === 1,
      { what: 'the removal to be held up' },
    );
    await blocker.query(
      `insert into public.plugin_accounts (tenant_id, account_id, device_id, session, state)
       values (1, $1, $2, 1, 'ready')`,
      [world.accountId, browser.deviceId],
    );
    await blocker.query(
      `update public.lanes set holds = '{}', executor = $1, executor_device = $2, executor_session = 1
       where tenant_id = 1 and account_id = $3`,
      [instance, browser.deviceId, world.accountId],
    );
    await blocker.query('commit');
    await blocker.end();
    expect(await removal).toMatchObject({ status: 204 });
    expect(await world.lane()).toMatchObject({ holds: ['plugin'], executor: null });
    await browser.refusal();
  });

  it('is not done by half: where the connection cannot be ended, the browser can be removed again', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    await world.query(`create function public.no_end() returns trigger language plpgsql
                       as 'begin raise exception ''no''; end'`);
    await world.query(`create trigger no_end before update on public.plugin_sessions for each row
                       when (new.instance is null) execute function public.no_end()`);
    expect(await remove(browser.deviceId)).toMatchObject({ status: 500 });
    await world.query('drop trigger no_end on public.plugin_sessions');
    expect(await world.untilHolds()).toMatchObject({ device: browser.deviceId });
    expect(await remove(browser.deviceId)).toMatchObject({ status: 204 });
    expect(await browser.refusal()).toMatchObject({ reason: 'revoked' });
    await world.untilHolds('plugin');
  });
});
