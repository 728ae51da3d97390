import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A worker of an MV3 extension ends after so long without an event. */
const WORKER_ENDS_MS = 30_000;

/** What is known to go wrong with extensions, and is not the business of another file; see docs/plugin_protocol.md. */
describe('an extension, as extensions are', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    world.cutAll();
    await world.untilSessions(0);
    expect(await world.corrections()).toBe(0);
  });
  afterAll(() => world.close());

  it('is let in by its credential alone, not for the page it comes from, a cookie or its address', async () => {
    const paired = await world.pair();
    const { credential } = paired;
    const headers = {
      origin: 'https://stoflow.io.evil.example',
      cookie: `credential=${credential}`,
      authorization: `Bearer ${credential}`,
    };
    const stranger = new TestBrowser(world.shop, `sfd_1_${paired.deviceId}_${'A'.repeat(43)}`);
    await stranger.open(world.app().url, headers);
    stranger.send(stranger.hello());
    expect(await stranger.refusal()).toMatchObject({ reason: 'invalid_credential' });
    await paired.open(world.app().url, { origin: 'chrome-extension://any' });
    paired.send(paired.hello());
    await paired.next('welcome');
  });

  it('started twice in the same moment executes once: one of the two is sent away', async () => {
    const first = await world.pair();
    const second = new TestBrowser(world.shop, first.credential);
    await Promise.all([first.open(world.app().url), second.open(world.app().url)]);
    first.send(first.hello());
    second.send(second.hello());
    const both = [first, second];
    await waitFor(() => both.filter((one) => one.of('refused').length === 1).length === 1, {
      what: 'one of them to be sent away',
    });
    expect(both.flatMap((one) => one.of('refused'))).toMatchObject([{ reason: 'superseded', retry: false }]);
    const id = await world.publish();
    await world.until(id, 'completed');
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    second.cut();
  });

  it('hears no command before its welcome, however long its jobs have waited', async () => {
    const ids = [await world.publish(), await world.publish()];
    await world.untilHolds('plugin');
    const browser = await world.browser();
    for (const id of ids) await world.until(id, 'completed');
    const heard = browser.heard.map(({ type }) => type).filter((type) => type !== 'ping');
    expect(heard.slice(0, 3)).toEqual(['paired', 'welcome', 'command']);
  });

  it('is given one command at a time of several publications that were asked for at once', async () => {
    const browser = await world.pair();
    let underWay = 0;
    let most = 0;
    browser.behaviour = async (command, self) => {
      underWay += 1;
      most = Math.max(most, underWay);
      self.accept(command);
      await world.untilAnnounced(self);
      underWay -= 1;
      self.report(self.act(command));
    };
    await browser.connect(world.app().url);
    const ids = await Promise.all(Array.from({ length: 4 }, () => world.publish()));
    for (const id of ids) await world.until(id, 'completed');
    expect(most).toBe(1);
    for (const id of ids) expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
  });

  it('that is updated in the middle of a command reports with its new version what the old one did', async () => {
    const browser = await world.pair();
    browser.behaviour = (command, self) => {
      if (command.command !== 'shop.item.create') {
        self.obey(command);
        return;
      }
      self.accept(command);
      self.act(command);
      self.cut();
    };
    await browser.connect(world.app().url);
    const id = await world.publish();
    await world.untilWaiting(id, 'plugin');
    await browser.open(world.app().url);
    browser.send(
      browser.hello({ plugin_version: '2.0.0', protocols: [2, 1], capabilities: ['shop.items.list@1'] }),
    );
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
    const { body } = await world.answer('GET', `/api/plugin/devices/${browser.deviceId}`);
    expect(body).toMatchObject({ plugin_version: '2.0.0', online: true });
  });
});

describe('an extension that has nothing to do', () => {
  /** The less time is shrunk, the less it matters how late a busy machine is with a ping. */
  const SCALE = 0.3;
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start({ TIME_SCALE: String(SCALE) });
  });
  afterEach(async () => {
    world.cutAll();
    await world.untilSessions(0);
    expect(await world.corrections()).toBe(0);
  });
  afterAll(() => world.close());

  it('is woken before its worker would end', async () => {
    const browser = await world.browser();
    const times = [performance.now()];
    browser.intercept = ({ type }) => {
      if (type === 'ping') times.push(performance.now());
      return false;
    };
    await browser.next('ping', 2);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...gaps)).toBeLessThan(WORKER_ENDS_MS * SCALE);
  });
});
