import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MessageValidators } from '../../support/message-validators.ts';
import type { MessagesDocument } from '../../support/message-validators.ts';
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

  it('is a conversation that the AsyncAPI document of the program describes', async () => {
    const browser = await world.browser();
    await world.until(await world.publish(), 'completed');
    browser.announce('logged_out');
    browser.send('{"type":"riddle"}');
    await browser.next('error');
    browser.cut();
    const served = (await (await fetch(`${world.app().url}/asyncapi-json`)).json()) as MessagesDocument;
    const messages = [...browser.said, ...browser.heard];
    const types = messages.map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['pair', 'paired', 'hello', 'welcome', 'command', 'accepted']),
    );
    expect(types).toEqual(expect.arrayContaining(['result', 'acknowledged', 'accounts', 'error']));
    const named = messages.map((message) => [message.type, message] as const);
    expect(new MessageValidators(served).wrong('plugin', named)).toEqual([]);
  });
});
