import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const FULL = { reason: 'too_many_connections', retry: true };

describe('the number of connections', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
    await world.startApp({ PLUGIN_MAX_SOCKETS: '3', PLUGIN_MAX_SOCKETS_PER_TENANT: '2' });
    // Two hundred sockets are open before the first is sent away: at this scale there is time for that.
    await world.startApp({ TRUSTED_PROXIES: '1', TIME_SCALE: '1' });
  });
  afterAll(() => world.close());

  it('is limited on one program, strangers included', async () => {
    const inside = await Promise.all([world.stranger(1), world.stranger(1), world.stranger(1)]);
    const late = await world.stranger(1);
    expect(await late.refusal()).toMatchObject(FULL);
    expect((await late.closed()).code).toBe(4000);
    inside[0]?.cut();
    const browser = await world.pair();
    await waitFor(
      async () => {
        await browser.open(world.app(1).url);
        browser.send(browser.hello());
        return waitFor(() => browser.of('welcome')[0], { what: 'a welcome', timeoutMs: 200 });
      },
      { what: 'the place of the one that left' },
    );
    for (const one of [...inside, browser]) one.cut();
    await world.untilSessions(0, 1);
  });

  it('is limited for one tenant, and another one has room', async () => {
    const [first, second, third] = await Promise.all([world.pair(), world.pair(), world.pair()]);
    await first.connect(world.app(1).url);
    await second.connect(world.app(1).url);
    await third.open(world.app(1).url);
    third.send(third.hello());
    expect(await third.refusal()).toMatchObject(FULL);
    expect(
      await world.query('select from public.plugin_sessions where device_id = $1', [third.deviceId]),
    ).toEqual([]);
    // A device that is there already takes its own place.
    first.forsake();
    await first.connect(world.app(1).url);
    const foreign = await world.pair(2);
    second.cut();
    await world.untilSessions(1, 1);
    await foreign.connect(world.app(1).url);
    world.cutAll();
    await world.untilSessions(0, 1);
  });

  it('that say nothing is limited for one address, and another one has room', async () => {
    const silent = await Promise.all(Array.from({ length: 200 }, () => world.stranger(2, '10.0.0.1')));
    expect(await (await world.stranger(2, '10.0.0.1')).refusal()).toMatchObject(FULL);
    const neighbour = await world.stranger(2, '10.0.0.2');
    neighbour.send('{"type":"pong"}');
    expect(await neighbour.refusal()).toMatchObject({ reason: 'hello_expected' });
    // Each of them is sent away when it has said nothing for a while, and gives its place back.
    for (const { reason } of await Promise.all(silent.map((one) => one.refusal()))) {
      expect(reason).toBe('unresponsive');
    }
    const next = await world.stranger(2, '10.0.0.1');
    expect(next.connected).toBe(true);
    next.cut();
  });

  it('that say hello in the same moment may be large: each has its turn', async () => {
    const browsers = await Promise.all(Array.from({ length: 12 }, () => world.pair()));
    await world.startApp({ DB_POOL_MAX: '2' });
    const greeted = async (browser: TestBrowser): Promise<void> => browser.connect(world.app(3).url);
    await Promise.all(browsers.map(greeted));
    expect(world.sessions(3)).toBe(12);
    world.cutAll();
    await world.untilSessions(0, 3);
  });
});
