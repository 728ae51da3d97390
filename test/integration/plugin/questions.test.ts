import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { resultOf } from '../../support/plugin/test-browser.ts';

describe('a question that belongs to no task', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  it('holds the lane like a command when it meets a challenge, and the look-up goes on when that is solved', async () => {
    const browser = await world.pair();
    browser.behaviour = (command) => {
      browser.accept(command);
      if (command.command === 'shop.items.list') {
        browser.report(resultOf(command, { status: 'failed', error: { kind: 'challenge' } }));
      } else if (command.command === 'shop.item.create') {
        browser.act(command);
        browser.report(resultOf(command, { status: 'unknown', error: { kind: 'network_after_send' } }));
      } else {
        browser.report(browser.act(command));
      }
    };
    await browser.connect(world.app().url);
    const id = await world.publish();
    await world.untilHolds('challenge');
    await world.untilWaiting(id, 'challenge');

    browser.behaviour = (command) => browser.obey(command);
    browser.announce('ready');
    await world.until(id, 'completed');
    expect(world.shop.created).toEqual([id]);
    browser.cut();
  });
});
