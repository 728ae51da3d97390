import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';

const NOTICE = `select pg_notify('stoflow_plugin', '1')`;

describe('notices that come while a browser speaks', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  it('never overwrite what it says with what was known before', async () => {
    const browser = await world.pair();
    for (let round = 0; round < 30; round += 1) {
      const notices = Promise.all(Array.from({ length: 4 }, () => world.query(NOTICE)));
      await browser.connect(world.app().url);
      await notices;
      expect(await world.untilHolds()).toMatchObject({ device: browser.deviceId });
      const more = Promise.all(Array.from({ length: 4 }, () => world.query(NOTICE)));
      browser.send({
        type: 'paused',
        account: { marketplace: 'shop', user_id: 'seller-1' },
        reason: 'challenge',
      });
      await world.untilHolds('challenge');
      await more;
      await world.query(NOTICE);
      await world.untilAnnounced(browser);
      expect(await world.lane()).toMatchObject({ holds: ['challenge'], executor: null });
      browser.announce('ready');
      await world.untilHolds();
      browser.cut();
      await world.untilHolds('plugin');
    }
    expect(await world.corrections()).toBe(0);
  });
});
