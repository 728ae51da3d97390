import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InstanceLease } from '../../../src/queue/instance-lease.ts';
import { PluginWorld } from '../../support/plugin/plugin-world.ts';
import type { TestBrowser } from '../../support/plugin/test-browser.ts';
import { waitFor } from '../../support/wait-for.ts';

let world: PluginWorld;
afterEach(() => world.close());

/** @returns a browser of a seller whom StoFlow does not know yet, once it has said so */
async function strangersBrowser(): Promise<TestBrowser> {
  const browser = await world.pair(1, 'seller-2');
  await browser.connect(world.app().url);
  await world.untilAnnounced(browser);
  return browser;
}

async function untilReached(account: number, browser: TestBrowser): Promise<void> {
  await waitFor(async () => (await world.lane(account)).device === browser.deviceId, {
    what: 'the account to be reached through the browser',
  });
  expect(await world.lane(account)).toMatchObject({ holds: [] });
}

describe('what a browser has said', () => {
  beforeEach(async () => {
    world = await PluginWorld.start();
  });

  /** A sequence counts what was rolled back as well. */
  const refuseToWrite = async (): Promise<void> => {
    await world.query('create sequence public.refusals');
    await world.query(`create function public.refuse() returns trigger language plpgsql
                       as 'begin perform nextval(''public.refusals''); raise exception ''refused''; end'`);
    await world.query(`create trigger refuse before insert on public.plugin_accounts
                       for each row execute function public.refuse()`);
  };
  const untilRefused = async (): Promise<void> => {
    const counted = (): Promise<{ is_called: boolean }[]> =>
      world.query('select is_called from public.refusals');
    await waitFor(async () => (await counted())[0]?.is_called, { what: 'a refused write' });
    await world.query('drop trigger refuse on public.plugin_accounts');
  };

  it('is written again after a lost lease, where the first try failed and another instance has cleared up', async () => {
    const browser = await world.browser();
    const { executor } = await world.untilHolds();
    await world.startApp();
    await refuseToWrite();
    await world.query(
      `update public.instances set lease_until = clock_timestamp() - interval '1 second' where id = $1`,
      [executor],
    );
    await world.untilAccounts(0);
    await untilRefused();
    await untilReached(world.accountId, browser);
  });

  it('is written again where a notice of a new account could not be dealt with', async () => {
    const browser = await strangersBrowser();
    await refuseToWrite();
    const account = await world.connectAccount(1, 'seller-2');
    await untilRefused();
    await untilReached(account, browser);
  });

  it('lifts what a person has put right, also where it was said while the lease was lost', async () => {
    const browser = await world.browser();
    const { executor } = await world.untilHolds();
    browser.announce('challenge');
    await world.untilHolds('challenge');
    await world.query(`create function public.refuse() returns trigger language plpgsql
                       as 'begin raise exception ''refused''; end'`);
    await world.query(`create trigger refuse before insert on public.instances
                       for each row execute function public.refuse()`);
    await world.query(
      `update public.instances set lease_until = clock_timestamp() - interval '1 second' where id = $1`,
      [executor],
    );
    await waitFor(() => !world.app().app.get(InstanceLease).alive, { what: 'the lease to be lost' });
    browser.announce('ready');
    await world.untilAnnounced(browser);
    expect([...(await world.lane()).holds].sort()).toEqual(['challenge', 'plugin']);
    await world.query('drop trigger refuse on public.instances');
    await untilReached(world.accountId, browser);
  });

  it('is looked at again where notices of new accounts were missed', async () => {
    const browser = await strangersBrowser();
    const listening = `select pid from pg_stat_activity
                       where application_name = 'stoflow-wake' and datname = current_database()`;
    await world.query(`select pg_terminate_backend(pid) from (${listening}) l`);
    await waitFor(async () => (await world.query(listening)).length === 0, { what: 'nobody to listen' });
    const account = await world.connectAccount(1, 'seller-2');
    expect(await world.query(listening)).toEqual([]);
    await untilReached(account, browser);
  });
});

describe('what a browser has said to a program that cannot hear notices', () => {
  it('is looked at now and then', async () => {
    world = await PluginWorld.start({ WAKE: 'poll' });
    const browser = await strangersBrowser();
    await untilReached(await world.connectAccount(1, 'seller-2'), browser);
  });
});
