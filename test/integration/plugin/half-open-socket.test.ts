import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { FreezingProxy } from '../../support/plugin/freezing-proxy.ts';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { waitFor } from '../../support/wait-for.ts';

const SCALE = 0.05;
/** As docs/plugin_protocol.md promises: 50 s of silence, which is looked for every 5 s. */
const NOTICED_WITHIN_MS = 55_000 * SCALE;
const SILENCE_MS = 50_000 * SCALE;
/** What the test itself may take on a busy machine. */
const PATIENCE_MS = 10_000;

describe('a socket that is half open, since something between the two has stopped to forward', () => {
  let world: PluginWorld;
  const proxies: FreezingProxy[] = [];
  beforeAll(async () => {
    world = await PluginWorld.start({ TIME_SCALE: String(SCALE), LEASE_SECONDS: '120' });
  });
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) proxy.stop();
    world.cutAll();
    await world.untilSessions(0);
  });
  afterAll(() => world.close());

  async function proxied(): Promise<FreezingProxy> {
    const proxy = await FreezingProxy.start(world.app().url);
    proxies.push(proxy);
    return proxy;
  }

  it.each([
    ['after the browser has acted', true],
    ['before the command reaches it', false],
  ])('is noticed by missed pongs, %s, and work goes on with a new one, once', async (_when, acts) => {
    const proxy = await proxied();
    const browser = await world.pair();
    let frozenAt = 0;
    browser.intercept = (message) => {
      if (message.type !== 'command' || message.command !== 'shop.item.create' || frozenAt > 0) return false;
      proxy.freeze();
      frozenAt = performance.now();
      return !acts;
    };
    await browser.connect(proxy.url);
    const id = await world.publish();
    await waitFor(() => frozenAt > 0, { what: 'the proxy to freeze' });
    await world.untilHolds('plugin');
    const took = performance.now() - frozenAt;
    expect(took).toBeGreaterThan(SILENCE_MS - 20_000 * SCALE);
    expect(took).toBeLessThan(NOTICED_WITHIN_MS + PATIENCE_MS);
    await world.untilWaiting(id, 'plugin');
    expect(world.shop.created.filter((made) => made === id)).toHaveLength(acts ? 1 : 0);
    // It never learned that it was given up, and connects again past what has stopped.
    browser.forsake();
    await browser.connect(world.app().url);
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
  });

  it('is replaced at once by a new connection of its browser', async () => {
    const proxy = await proxied();
    const browser = await world.pair();
    await browser.connect(proxy.url);
    proxy.freeze();
    browser.forsake();
    const before = performance.now();
    await browser.connect(world.app().url);
    expect(world.sessions()).toBe(1);
    expect(performance.now() - before).toBeLessThan(SILENCE_MS);
    await world.until(await world.publish(), 'completed');
  });
});
