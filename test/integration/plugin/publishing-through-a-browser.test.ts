import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';

describe('publishing through a browser', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
  });
  afterAll(() => world.close());

  it('runs a job from the browser’s hello to its end', async () => {
    const browser = await world.browser();
    const job = await world.until(await world.publish(), 'completed');
    expect(job.attempts).toBe(1);
    expect(world.shop).toMatchObject({ created: [job.id], uploads: 1 });
    expect(browser.of('acknowledged').map(({ known }) => known)).toEqual([true, true]);
    expect(await world.corrections()).toBe(0);
    browser.cut();
  });

  it('waits for a closed browser without spending an attempt and goes on when it is back', async () => {
    const browser = await world.pair();
    const id = await world.publish();
    await world.untilWaiting(id, 'plugin');
    await browser.connect(world.app().url);
    const job = await world.until(id, 'completed');
    expect(job.attempts).toBe(1);
    browser.cut();
  });
});
