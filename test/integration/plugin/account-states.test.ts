import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import { resultOf } from '../../support/plugin/test-browser.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

const ME = { marketplace: 'shop', user_id: 'seller-1' };

interface Case {
  readonly says: string;
  readonly say: (browser: TestBrowser) => void;
  readonly hold: string;
  readonly status: string;
}

const CASES: readonly Case[] = [
  {
    says: 'challenge',
    say: (browser) => void browser.announce('challenge'),
    hold: 'challenge',
    status: 'challenge',
  },
  {
    says: 'logged out',
    say: (browser) => void browser.announce('logged_out'),
    hold: 'reauth',
    status: 'needs_reauth',
  },
  { says: 'no tab', say: (browser) => void browser.announce('no_tab'), hold: 'plugin', status: 'connected' },
  {
    says: 'no such account',
    say: (browser) => void browser.send({ type: 'accounts', accounts: [] }),
    hold: 'plugin',
    status: 'connected',
  },
  { says: 'paused for a challenge', say: pause('challenge'), hold: 'challenge', status: 'challenge' },
  { says: 'paused by the user', say: pause('user'), hold: 'plugin', status: 'connected' },
];

/** Errors of a result, and what follows from them. */
const ERRORS = [
  { kind: 'challenge', hold: 'challenge', status: 'challenge' },
  { kind: 'logged_out', hold: 'reauth', status: 'needs_reauth' },
  { kind: 'wrong_account', hold: 'reauth', status: 'needs_reauth' },
  { kind: 'no_tab', hold: 'plugin', status: 'connected' },
] as const;

function pause(reason: 'challenge' | 'user'): Case['say'] {
  return (browser) => {
    browser.send({ type: 'paused', account: ME, reason });
  };
}

describe('what a browser says of an account', () => {
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

  const account = async (id = world.accountId): Promise<Record<string, unknown>> =>
    (await world.answer('GET', `/api/marketplace/accounts/${id}`)).body;

  async function isCured(browser: TestBrowser, id: number): Promise<void> {
    browser.announce('ready');
    expect(await world.until(id, 'completed')).toMatchObject({ attempts: 1 });
    expect(await account()).toMatchObject({ status: 'connected', status_reason: null });
    expect(world.shop.created.filter((made) => made === id)).toEqual([id]);
  }

  it.each(CASES)('holds the lane: $says', async ({ say, hold, status }) => {
    const browser = await world.browser();
    await world.untilHolds();
    say(browser);
    const lane = await world.untilHolds(hold);
    expect(lane).toMatchObject({ executor: null });
    const { status: shown, status_reason: reason } = await account();
    expect(shown).toBe(status);
    expect(typeof reason === 'string').toBe(status !== 'connected');
    const id = await world.publish();
    await world.untilWaiting(id, hold);
    await isCured(browser, id);
  });

  it.each(ERRORS)('holds the lane when a command ends so: $kind', async ({ kind, hold, status }) => {
    const browser = await world.browser();
    await world.untilHolds();
    browser.behaviour = (command, self) => {
      self.accept(command);
      const result = resultOf(command, { status: 'failed', error: { kind } });
      self.journal.set(command.command_id, result);
      self.report(result);
    };
    const id = await world.publish();
    await world.untilWaiting(id, hold);
    expect(await world.lane()).toMatchObject({ holds: [hold], executor: null });
    expect(await account()).toMatchObject({ status });
    expect(browser.of('command')).toHaveLength(1);
    // Somebody looks again in between, since something else of the seller has changed.
    await world.query(`select pg_notify('stoflow_plugin', '1')`);
    await world.connectAccount(1, `other-${kind}`);
    const stray = { marketplace: 'shop', user_id: `other-${kind}`, state: 'ready' } as const;
    const sibling = await world.pair();
    await sibling.open(world.app().url);
    sibling.send(sibling.hello({ accounts: [stray] }));
    await world.untilAccounts(2);
    expect(await world.lane()).toMatchObject({ holds: [hold] });
    browser.behaviour = (command, self) => {
      self.obey(command);
    };
    await isCured(browser, id);
  });

  it('is the truth when it speaks of a challenge, whatever another browser says', async () => {
    const challenged = await world.browser();
    await world.untilHolds();
    challenged.announce('challenge');
    await world.untilHolds('challenge');
    const ready = await world.browser();
    await world.untilAccounts(2);
    expect(await world.lane()).toMatchObject({ holds: ['challenge'], executor: null });
    const id = await world.publish();
    await world.untilWaiting(id, 'challenge');
    expect(ready.of('command')).toEqual([]);
    await isCured(challenged, id);
  });

  it('is not gone round by another browser when the one that met a challenge leaves', async () => {
    const challenged = await world.browser();
    await world.untilHolds();
    challenged.announce('challenge');
    await world.untilHolds('challenge');
    const ready = await world.browser();
    await world.untilAccounts(2);
    const id = await world.publish();
    challenged.cut();
    await world.untilSessions(1);
    await world.query(`select pg_notify('stoflow_plugin', '1')`);
    await world.untilWaiting(id, 'challenge');
    expect(await world.lane()).toMatchObject({ holds: ['challenge'] });
    expect(await account()).toMatchObject({ status: 'challenge' });
    expect(ready.of('command')).toEqual([]);
    await isCured(ready, id);
  });

  it('makes the account wait until the time given when it speaks of a limit', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    const until = new Date(Date.now() + 3_600_000);
    browser.send({ type: 'paused', account: ME, reason: 'rate_limited', until: until.toISOString() });
    const blocked = async (): Promise<Date | null> => (await world.lane()).blockedUntil;
    await waitFor(blocked, { what: 'the lane to be blocked' });
    expect(Math.abs(((await blocked())?.getTime() ?? 0) - until.getTime())).toBeLessThan(60_000);
    expect(await account()).toMatchObject({ status: 'connected' });
    const id = await world.publish();
    await world.untilWaiting(id, 'rate');
    await isCured(browser, id);
  });

  it('says nothing of an account that the marketplace itself has limited', async () => {
    const browser = await world.browser();
    await world.untilHolds();
    await world.query(`update public.lanes set blocked_until = now() + interval '1 hour', ready_at = null`);
    browser.announce('ready');
    await world.untilAnnounced(browser);
    const id = await world.publish();
    await world.untilWaiting(id, 'rate');
    await world.query(`update public.lanes set blocked_until = '-infinity'`);
    await world.cancel(id);
  });

  it('counts for an account that is connected to StoFlow afterwards', async () => {
    const browser = await world.pair();
    await browser.open(world.app().url);
    const later = { marketplace: 'shop', user_id: 'later', state: 'ready' } as const;
    browser.send(browser.hello({ accounts: [later] }));
    expect((await browser.next('welcome')).accounts).toMatchObject([{ account_id: null }]);
    const id = await world.connectAccount(1, 'later');
    await waitFor(async () => (await world.lane(id)).device === browser.deviceId, {
      what: 'the lane of the new account to open',
    });
    expect(await world.lane(id)).toMatchObject({ holds: [] });
  });

  it('touches no account of a marketplace that needs no browser', async () => {
    const [{ id } = { id: 0 }] = await world.query<{ id: number }>(
      `insert into user_1.marketplace_accounts (marketplace, name, external_id)
       values ('ebay', 'eBay', 'seller-1') returning id`,
    );
    await world.query(
      `insert into public.lanes (tenant_id, account_id, marketplace, max_running) values (1, $1, 'ebay', 1)`,
      [id],
    );
    const before = await world.lane(id);
    const browser = await world.pair();
    await browser.open(world.app().url);
    const foreign = { marketplace: 'ebay', user_id: 'seller-1', state: 'challenge' } as const;
    browser.send(browser.hello({ accounts: [foreign, ...browser.accounts()] }));
    expect((await browser.next('welcome')).accounts).toMatchObject([{ account_id: null }, {}]);
    browser.send({ type: 'paused', account: foreign, reason: 'challenge' });
    browser.send({ type: 'paused', account: foreign, reason: 'rate_limited' });
    await world.until(await world.publish(), 'completed');
    expect(await world.lane(id)).toEqual(before);
  });
});
