import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { Command, TestBrowser } from '../../support/plugin/test-browser.ts';

/** Writes the command down, acts on it and says nothing of it. */
const silently = (command: Command, browser: TestBrowser): void => {
  browser.accept(command);
  browser.act(command);
};

describe('a browser that is closed in the middle of a job', () => {
  let world: PluginWorld;
  beforeEach(async () => {
    world = await PluginWorld.start();
  });
  afterEach(async () => {
    expect(await world.corrections()).toBe(0);
    await world.close();
  });

  it('is waited for, whatever the database is made to believe, and repeats nothing', async () => {
    const browser = await world.browser();
    browser.behaviour = silently;
    const id = await world.publish();
    await browser.next('command');
    browser.cut();
    const waiting = await world.untilWaiting(id, 'plugin');
    expect(waiting).toMatchObject({ attempts: 0 });
    const [before] = await world.tasks(id);
    // A lane that looks open for a moment makes a run that finds no browser: the command's id must outlive it.
    for (let n = 0; n < 3; n += 1) {
      const attempts = (await world.tasks(id))[0]?.attempt ?? 0;
      await world.query(`update public.lanes set holds = '{}', ready_at = now()`);
      await world.query(`notify stoflow_queue`);
      await world.untilTask(
        id,
        'upload',
        ({ attempt, status }) => attempt > attempts && status === 'pending',
      );
      await world.query(`update public.lanes set holds = '{plugin}', ready_at = null`);
    }
    expect((await world.tasks(id))[0]?.key).toBe(before?.key);
    browser.behaviour = (command, self) => {
      self.obey(command);
    };
    await browser.connect(world.app().url);
    const job = await world.until(id, 'completed');
    expect(job.attempts).toBe(1);
    expect(world.shop).toMatchObject({ created: [id], uploads: 1 });
  });

  it('goes on at a second program, while the first still has its half-open socket', async () => {
    const second = await world.startApp();
    const browser = await world.browser();
    browser.behaviour = (command, self) => {
      if (command.command === 'shop.item.create') silently(command, self);
      else self.obey(command);
    };
    const id = await world.publish();
    await browser.next('command', 2);
    browser.forsake();
    browser.behaviour = (command, self) => {
      self.obey(command);
    };
    await browser.connect(second.url);
    const job = await world.until(id, 'completed');
    expect(job.attempts).toBe(1);
    expect(world.shop).toMatchObject({ created: [id], uploads: 1 });
    await world.untilSessions(0, 0);
    expect(world.sessions(1)).toBe(1);
  });

  it('goes on wherever it is, of three programs', async () => {
    await world.startApp();
    await world.startApp();
    const browser = await world.pair();
    const ids: number[] = [];
    for (const place of [2, 0, 1, 2]) {
      browser.behaviour = silently;
      const heard = browser.of('command').length;
      await browser.connect(world.app(place).url);
      const id = await world.publish();
      await browser.next('command', heard + 1);
      browser.forsake();
      browser.behaviour = (command, self) => {
        self.obey(command);
      };
      await browser.connect(world.app((place + 1) % 3).url);
      const job = await world.until(id, 'completed');
      expect(job.attempts).toBe(1);
      browser.cut();
      await world.untilHolds('plugin');
      ids.push(id);
    }
    expect(world.shop).toMatchObject({ created: ids, uploads: 4 });
  });

  it('goes on at another program when its own is closed, which does not wait for it', async () => {
    await world.startApp();
    const browser = await world.browser(1);
    browser.behaviour = silently;
    const id = await world.publish();
    const command = await browser.next('command');
    // It has done what it was told and has not said so yet.
    browser.act(command);
    await world.stopApp(1);
    await browser.closed();
    expect(await world.untilHolds('plugin')).toMatchObject({ executor: null });
    browser.behaviour = (next, self) => {
      self.obey(next);
    };
    await browser.connect(world.app().url);
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
    expect(world.shop).toMatchObject({ created: [id], uploads: 1 });
  });

  it('frees its lane when its program has died', async () => {
    const { deviceId } = await world.pair();
    const dead = crypto.randomUUID();
    await world.query(
      `insert into public.instances (id, role, host, pid, lease_until) values ($1, 'all', 'gone', 1, now())`,
      [dead],
    );
    await world.query(
      'insert into public.plugin_sessions (tenant_id, device_id, instance) values (1, $1, $2)',
      [deviceId, dead],
    );
    await world.query(
      `insert into public.plugin_accounts (tenant_id, account_id, device_id, session, state)
       values (1, $1, $2, 1, 'ready')`,
      [world.accountId, deviceId],
    );
    await world.query(
      `update public.lanes set executor = $1, executor_device = $2, executor_session = 1, holds = '{}'`,
      [dead, deviceId],
    );
    expect(await world.untilHolds('plugin')).toMatchObject({ executor: null, device: null, session: null });
    expect(await world.query('select from public.plugin_accounts')).toEqual([]);
    const browser = await world.browser();
    await world.until(await world.publish(), 'completed');
    expect(browser.connected).toBe(true);
  });

  it('that answers no ping is given up, and its jobs wait until it is back', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    browser.answersPings = false;
    expect(await browser.refusal()).toMatchObject({ reason: 'unresponsive', retry: true });
    await world.untilHolds('plugin');
    const id = await world.publish();
    await world.untilWaiting(id, 'plugin');
    browser.answersPings = true;
    await browser.connect(world.app().url);
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
  });
});
