import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { Shop, TestBrowser, resultOf } from '../../support/plugin/test-browser.ts';
import type { Command } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

/** Everything that is stored of the first tenant, but for the time at which its browser was heard of last. */
const ROWS = `
  select jsonb_build_object(
    'jobs', (select jsonb_agg(to_jsonb(j) order by id) from user_1.marketplace_jobs j),
    'tasks', (select jsonb_agg(to_jsonb(t) order by id) from user_1.marketplace_tasks t),
    'events', (select jsonb_agg(to_jsonb(e) order by id) from user_1.job_events e),
    'actions', (select jsonb_agg(to_jsonb(a) order by id) from user_1.pending_actions a),
    'accounts', (select jsonb_agg(to_jsonb(a) order by id) from user_1.marketplace_accounts a),
    'devices', (select jsonb_agg(to_jsonb(d) order by id) from user_1.plugin_devices d),
    'lanes', (select jsonb_agg(to_jsonb(l) order by account_id) from public.lanes l where tenant_id = 1),
    'present', (select jsonb_agg(to_jsonb(a) order by account_id) from public.plugin_accounts a where tenant_id = 1),
    'sessions', (select jsonb_agg(to_jsonb(s) - 'seen_at') from public.plugin_sessions s where tenant_id = 1)
  ) as rows`;

describe('two tenants whose rows have the same ids', () => {
  let world: PluginWorld;
  /** Of the first tenant, and of the second, which attacks. */
  let victim: TestBrowser;
  let attacker: TestBrowser;
  let command: Command;
  let jobs: readonly number[];
  const otherShop = new Shop();

  const waiting = (given: Command, browser: TestBrowser): void => {
    browser.accept(given);
  };

  beforeAll(async () => {
    // At this scale the victim's command does not time out while it is attacked.
    world = await PluginWorld.start({ TIME_SCALE: '1' });
    await world.connectAccount(2, 'seller-1');
    victim = await world.pair(1);
    const paired = await world.pair(2);
    attacker = new TestBrowser(otherShop, paired.credential);
    attacker.deviceId = paired.deviceId;
    for (const browser of [victim, attacker]) {
      browser.behaviour = waiting;
      await browser.connect(world.app().url);
    }
    jobs = [await world.publish(1), await world.publish(2)];
    command = await victim.next('command');
    await attacker.next('command');
    await waitFor(async () => (await world.tasks(jobs[0] ?? 0))[0]?.device === victim.deviceId, {
      what: 'the command to be written down',
    });
  });
  afterAll(async () => {
    attacker.cut();
    await world.close();
  });

  const rows = async (): Promise<unknown> => (await world.query<{ rows: unknown }>(ROWS))[0]?.rows;

  /** Lets the second tenant do something, and looks whether the first has noticed. */
  async function unnoticed(attack: () => Promise<void>): Promise<void> {
    const before = await rows();
    const heard = victim.heard.filter(({ type }) => type !== 'ping').length;
    await attack();
    await world.untilAnnounced(attacker);
    expect(await rows()).toEqual(before);
    expect(victim.heard.filter(({ type }) => type !== 'ping')).toHaveLength(heard);
    expect(victim.connected).toBe(true);
  }

  it('are the setting: job 1, task 1, account 1 and device 1 in both', async () => {
    expect(jobs).toEqual([1, 1]);
    expect([victim.deviceId, attacker.deviceId]).toEqual([1, 1]);
    for (const tenant of [1, 2]) {
      const found = await world.query(
        `select t.id as task, a.id as account, t.device_id as device
         from user_${tenant}.marketplace_tasks t, user_${tenant}.marketplace_accounts a where t.position = 1`,
      );
      expect(found).toEqual([{ task: 1, account: 1, device: 1 }]);
    }
  });

  it('see their own commands only', () => {
    expect(victim.of('command')).toHaveLength(1);
    expect(attacker.of('command')).toHaveLength(1);
    expect(attacker.of('command')[0]?.command_id).not.toBe(command.command_id);
    expect(JSON.stringify(attacker.heard)).not.toContain(command.command_id);
  });

  it('cannot answer for each other', () =>
    unnoticed(async () => {
      attacker.accept(command);
      attacker.send({
        type: 'journal',
        command_id: command.command_id,
        state: 'none',
        journal_id: victim.journalId,
      });
      attacker.report(resultOf(command, { status: 'done', data: { item: 666 } }));
      attacker.report(resultOf(command, { status: 'failed', error: { kind: 'challenge' } }));
      const told = await attacker.next('acknowledged', 2);
      expect(told).toMatchObject({ command_id: command.command_id, known: false });
      attacker.send(
        JSON.stringify({
          ...resultOf(command, { status: 'done', data: {} }),
          tenant: 1,
          tenant_id: 1,
          device_id: 1,
          schema: 'user_1',
        }),
      );
      expect(await attacker.next('acknowledged', 3)).toMatchObject({ known: false });
    }));

  it('cannot ask for each other’s commands with a hello', () =>
    unnoticed(async () => {
      attacker.journal.set(command.command_id, 'started');
      attacker.cut();
      await world.untilSessions(1);
      await attacker.connect(world.app().url);
      const { in_flight: answers } = attacker.of('welcome').at(-1) ?? { in_flight: [] };
      expect(answers.find(({ command_id: id }) => id === command.command_id)).toMatchObject({
        action: 'forget',
      });
    }));

  it('cannot stop or open each other’s lanes, though the account has the same name', () =>
    unnoticed(async () => {
      const account = { marketplace: 'shop', user_id: 'seller-1' };
      attacker.send({ type: 'paused', account, reason: 'challenge' });
      await waitFor(async () => (await world.lane(1, 2)).holds.includes('challenge'), {
        what: 'its own hold',
      });
      attacker.send({ type: 'paused', account, reason: 'rate_limited' });
      attacker.announce('logged_out');
      attacker.announce('ready');
      await waitFor(async () => (await world.lane(1, 2)).holds.length === 0, { what: 'its own lane' });
    }));

  it('cannot enter as each other', () =>
    unnoticed(async () => {
      const secret = (browser: TestBrowser): string => browser.credential.split('_').slice(3).join('_');
      for (const credential of [`sfd_1_1_${secret(attacker)}`, `sfd_01_1_${secret(attacker)}`]) {
        const stranger = await world.stranger();
        stranger.credential = credential;
        stranger.send(stranger.hello());
        expect(await stranger.refusal()).toMatchObject({ reason: 'invalid_credential' });
      }
    }));

  it('cannot cancel, remove or suspend each other', () =>
    unnoticed(async () => {
      await world.answer('POST', '/api/marketplace/jobs/1/cancel', 2);
      await world.answer('POST', '/api/admin/tenants/2/suspend', 1, 'admin');
      expect(await attacker.refusal()).toMatchObject({ reason: 'tenant_suspended' });
      await world.answer('POST', '/api/admin/tenants/2/resume', 1, 'admin');
      await attacker.connect(world.app().url);
      await world.answer('DELETE', '/api/plugin/devices/1', 2);
      expect(await attacker.refusal()).toMatchObject({ reason: 'revoked' });
      const next = await world.pair(2);
      attacker.credential = next.credential;
      await attacker.connect(world.app().url);
    }));

  it('end each with its own, once', async () => {
    victim.behaviour = (given, browser) => {
      browser.obey(given);
    };
    victim.obey(command);
    await world.until(1, 'completed');
    expect(world.shop).toMatchObject({ created: [1], uploads: 1 });
    expect(otherShop.created).toEqual([]);
    expect(JSON.stringify(await world.tasks(1))).not.toContain('666');
    expect(await world.corrections()).toBe(0);
  });
});
