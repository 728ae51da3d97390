import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SessionBeat } from '../../../src/plugin/sessions/session-beat.ts';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';

describe('a connection that stands', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
    await world.startApp();
  });
  afterAll(() => world.close());

  /** Every version of the row has an origin of its own. */
  const row = async (): Promise<object | undefined> =>
    (
      await world.query<{ xmin: string; instance: string }>(
        `select xmin::text, instance, now() - seen_at < interval '10 seconds' as recent from public.plugin_sessions`,
      )
    )[0];

  it('is written by a beat only where that says something new', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    const beat = world.app().app.get(SessionBeat);
    const before = await row();
    for (let n = 0; n < 5; n += 1) await beat.beat();
    expect(await row()).toEqual(before);

    await world.query(`update public.plugin_sessions set seen_at = seen_at - interval '1 minute'`);
    await beat.beat();
    expect(await row()).toMatchObject({ recent: true });
    expect(browser.connected).toBe(true);
  });

  it('is tied to its instance again where somebody took it for another one', async () => {
    const [session] = await world.query<{ instance: string }>(`select instance from public.plugin_sessions`);
    await world.query(`update public.plugin_sessions set instance = gen_random_uuid()`);
    await world.app().app.get(SessionBeat).beat();
    expect(await row()).toMatchObject({ instance: session?.instance });
  });

  it('is pinged at a time of its own in each heartbeat, not with all others', async () => {
    const browsers = [];
    for (let n = 0; n < 8; n += 1) browsers.push(await world.browser());
    const pings = await Promise.all(browsers.map((browser) => browser.next('ping')));
    expect(new Set(pings.map((ping) => ping.server_time)).size).toBeGreaterThan(2);
  });
});
