import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { Command } from '../../support/plugin/test-browser.ts';

describe('the browsers of a tenant that is suspended', () => {
  let world: PluginWorld;
  beforeAll(async () => {
    world = await PluginWorld.start();
    await world.startApp();
  });
  afterEach(async () => {
    await turn('resume');
    world.cutAll();
    await world.untilSessions(0);
    await world.untilSessions(0, 1);
    expect(await world.corrections()).toBe(0);
  });
  afterAll(() => world.close());

  const turn = (what: 'suspend' | 'resume', tenant = 1): Promise<{ readonly status: number }> =>
    world.answer('POST', `/api/admin/tenants/${tenant}/${what}`, 1, 'admin');

  it('are sent away at once, at every program, and come back when it is reinstated', async () => {
    const here = await world.browser();
    const there = await world.browser(1);
    const foreign = await world.pair(2);
    await foreign.connect(world.app().url);
    await turn('suspend');
    for (const browser of [here, there]) {
      expect(await browser.refusal()).toMatchObject({ reason: 'tenant_suspended', retry: true });
    }
    await world.untilSessions(1);
    expect(foreign.connected).toBe(true);
    expect((await world.lane()).holds).toContain('tenant');
    await here.open(world.app().url);
    here.send(here.hello());
    expect(await here.refusal()).toMatchObject({ reason: 'tenant_suspended' });
    await turn('resume');
    await here.connect(world.app().url);
    await world.until(await world.publish(), 'completed');
  });

  it('are sent away by the next beat where nobody told the program', async () => {
    const browser = await world.browser();
    await world.query(`update public.tenants set status = 'suspended' where id = 1`);
    expect(await browser.refusal()).toMatchObject({ reason: 'tenant_suspended' });
  });

  it('finish nothing twice that they were given before', async () => {
    const browser = await world.pair();
    let created: Command | undefined;
    browser.behaviour = (command, self) => {
      if (command.command !== 'shop.item.create') self.obey(command);
      else {
        created = command;
        self.accept(command);
      }
    };
    await browser.connect(world.app().url);
    const id = await world.publish();
    await browser.next('command', 2);
    await turn('suspend');
    await browser.closed();
    if (created === undefined) throw new Error('nothing was to be created');
    // It goes on with what it had begun, and says so when it is let in again.
    browser.act(created);
    browser.behaviour = (command, self) => {
      self.obey(command);
    };
    await turn('resume');
    await browser.connect(world.app().url);
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
  });

  it('and of one that was deleted, are strangers', async () => {
    const browser = await world.pair(2);
    await browser.connect(world.app().url);
    await world.query('delete from public.tenants where id = 2');
    expect(await browser.refusal()).toMatchObject({ reason: 'invalid_credential', retry: false });
    await world.untilSessions(0);
    await browser.open(world.app(1).url);
    browser.send(browser.hello());
    expect(await browser.refusal()).toMatchObject({ reason: 'invalid_credential', retry: false });
  });
});
