import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { waitFor } from '../../support/wait-for.ts';

describe('a browser that has left', () => {
  let world: PluginWorld;
  let blocker: Client;
  beforeAll(async () => {
    world = await PluginWorld.start();
    blocker = new Client({ connectionString: world.database.url });
    await blocker.connect();
  });
  afterAll(async () => {
    await blocker.end();
    await world.close();
  });

  const heldUp = async (): Promise<number> =>
    (
      await world.query(
        `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
      )
    ).length;

  async function isGone(deviceId: number): Promise<void> {
    expect(await world.untilHolds('plugin')).toMatchObject({ executor: null, device: null });
    expect((await world.answer('GET', `/api/plugin/devices/${deviceId}`)).body).toMatchObject({
      online: false,
      accounts: [],
    });
  }

  it('is not brought back by a notice that was being dealt with', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    await blocker.query('begin');
    await blocker.query('select from public.plugin_sessions where device_id = $1 for update', [
      browser.deviceId,
    ]);
    await world.query(`select pg_notify('stoflow_plugin', '1')`);
    await waitFor(async () => (await heldUp()) >= 1, { what: 'the notice to be held up' });
    browser.cut();
    await world.untilSessions(0);
    await waitFor(async () => (await heldUp()) >= 2, { what: 'the leave to be held up' });
    await blocker.query('commit');
    await isGone(browser.deviceId);
    // Whatever the notice still did is over once another one has been dealt with.
    const other = await world.browser();
    expect(await world.untilHolds()).toMatchObject({ device: other.deviceId });
    other.cut();
    await isGone(other.deviceId);
    await isGone(browser.deviceId);
  });

  it('is gone also where the database could not be told at once', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    await world.query(`create function public.no_leave() returns trigger language plpgsql
                       as 'begin raise exception ''no''; end'`);
    await world.query(`create trigger no_leave before update on public.plugin_sessions for each row
                       when (new.instance is null) execute function public.no_leave()`);
    browser.cut();
    await waitFor(() => world.app().logs.some((line) => line.includes('a message of a browser failed')), {
      what: 'the leave to fail',
    });
    await world.query('drop trigger no_leave on public.plugin_sessions');
    await isGone(browser.deviceId);
  });
});
