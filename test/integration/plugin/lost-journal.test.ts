import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { Behaviour } from '../../support/plugin/test-browser.ts';

describe('a browser that has lost its journal', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  const actThen =
    (then: Behaviour): Behaviour =>
    (command, browser) => {
      browser.accept(command);
      const result = browser.act(command);
      if (command.command === 'shop.item.create') return then(command, browser);
      browser.report(result);
    };

  it('is not believed when it says that a command never arrived', async () => {
    const browser = await world.pair();
    browser.behaviour = actThen(() => {
      browser.loseJournal();
      browser.cut();
    });
    await browser.connect(world.app().url);
    const id = await world.publish();
    await world.untilWaiting(id, 'plugin');
    browser.behaviour = (command) => browser.obey(command);
    await browser.connect(world.app().url);

    const job = await world.until(id, 'completed');
    expect(world.shop.created).toEqual([id]);
    expect(job.attempts).toBe(1);
    browser.cut();
  });

  it('is not believed either when that happened since it connected', async () => {
    const browser = await world.pair();
    browser.behaviour = actThen(() => {
      browser.loseJournal();
    });
    await browser.connect(world.app().url);
    const id = await world.publish();
    // Nothing is answered: the step ends by its own time, and the journal is asked on the same connection.
    await browser.next('resume');
    browser.behaviour = (command) => browser.obey(command);

    await world.until(id, 'completed');
    expect(world.shop.created.filter((job) => job === id)).toEqual([id]);
    browser.cut();
  });
});
