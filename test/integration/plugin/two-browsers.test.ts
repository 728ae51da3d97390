import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { TestBrowser } from '../../support/plugin/test-browser.ts';

describe('two browsers of one seller', () => {
  let world: PluginWorld;
  beforeEach(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    expect(await world.corrections()).toBe(0);
    await world.close();
  });

  it('share no work: one executes, and the other takes over when it leaves', async () => {
    const first = await world.browser();
    await world.untilHolds();
    const second = await world.browser();
    await world.untilAccounts(2);
    const ids = [await world.publish(), await world.publish()];
    for (const id of ids) await world.until(id, 'completed');
    expect([first.of('command').length, second.of('command').length]).toEqual([4, 0]);
    first.cut();
    await world.untilAccounts(1);
    expect(await world.lane()).toMatchObject({ device: second.deviceId, holds: [] });
    await world.until(await world.publish(), 'completed');
    expect(second.of('command')).toHaveLength(2);
  });

  it.each([true, false])(
    'look up a command of which only the one that left knows (it took effect: %s)',
    async (took) => {
      const first = await world.browser();
      await world.untilHolds();
      const second = await world.browser();
      await world.untilAccounts(2);
      first.behaviour = (command, self) => {
        if (command.command !== 'shop.item.create') {
          self.obey(command);
          return;
        }
        self.accept(command);
        if (took) self.act(command);
        self.cut();
      };
      const id = await world.publish();
      const job = await world.until(id, 'completed');
      expect(world.shop).toMatchObject({ created: [id], uploads: 1 });
      const names = second.of('command').map(({ command }) => command);
      expect(names[0]).toBe('shop.items.list');
      expect(names.includes('shop.item.create')).toBe(!took);
      expect(job.attempts).toBe(1);
    },
  );

  it('with the same credential: the newest connection wins, here and at another program', async () => {
    const older = await world.browser();
    await world.untilHolds();
    const newer = new TestBrowser(world.shop, older.credential);
    await newer.connect(world.app().url);
    expect(await older.refusal()).toMatchObject({ reason: 'superseded', retry: false });
    expect(world.sessions()).toBe(1);

    const { url } = await world.startApp();
    const newest = new TestBrowser(world.shop, older.credential);
    await newest.connect(url);
    expect(await newer.refusal()).toMatchObject({ reason: 'superseded', retry: false });
    await world.untilSessions(0, 0);
    await world.until(await world.publish(), 'completed');
    expect([older, newer, newest].map((browser) => browser.of('command').length)).toEqual([0, 0, 2]);
    const sessions = [older, newer, newest].map((browser) => browser.of('welcome')[0]?.session);
    expect(sessions).toEqual([1, 2, 3]);
    newest.cut();
  });
});
