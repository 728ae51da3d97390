import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../../support/plugin-town.ts';
import { openMember, vintedControl } from '../../../support/vinted-browser.ts';
import { waitFor } from '../../../support/wait-for.ts';

const CREATE = 'vinted.item.create';

describe('who is logged in', () => {
  let town: PluginTown;
  let payload: Record<string, unknown>;
  beforeEach(async () => {
    town = await PluginTown.open();
    await town.plugin().start();
    payload = await town.createPayload();
  });
  afterEach(() => town.close());

  const account = (action: string): Promise<unknown> =>
    town.control('POST', `accounts/${town.member.user_id}/${action}`, {});
  const lastAccounts = (): unknown => town.gateway.of('accounts').at(-1)?.accounts;
  const create = (changes: Record<string, unknown> = {}): ReturnType<PluginTown['gateway']['result']> =>
    town.gateway.result(town.order(CREATE, payload, changes));
  const creates = async (): Promise<number> => (await town.effects()).calls.createItem ?? 0;

  it('somebody else: nothing is written, and the accounts are told', async () => {
    const other = await openMember(town.vinted.url, { login: 'tom' });
    await vintedControl(town.vinted.url, 'PUT', `sessions/${town.member.session}`, {
      user_id: other.user_id,
    });
    expect(await create()).toMatchObject({ status: 'failed', error: { kind: 'wrong_account' } });
    expect(await creates()).toBe(0);
    expect(await waitFor(lastAccounts, { what: 'the accounts' })).toEqual([
      expect.objectContaining({ user_id: String(other.user_id), state: 'ready' }),
      expect.objectContaining({ user_id: String(town.member.user_id), state: 'logged_out' }),
    ]);
  });

  it('nobody: nothing is written, and the accounts are told until somebody is back', async () => {
    await account('log_out');
    expect(await create()).toMatchObject({
      status: 'failed',
      http: { status: 401, code: 21 },
      error: { kind: 'logged_out' },
    });
    expect(await creates()).toBe(0);
    await waitFor(() => JSON.stringify(lastAccounts())?.includes('logged_out'), { what: 'the accounts' });
    await account('log_in');
    await town.plugins[0]?.browser.look();
    await waitFor(() => JSON.stringify(lastAccounts())?.includes('ready'), { what: 'the accounts' });
    expect((await create()).status).toBe('done');
  });

  it('a session that has run out is renewed as the site does', async () => {
    await account('expire');
    expect((await create()).status).toBe('done');
  });

  it.each(['html', 'json'])('a human check as %s stops the account until it is solved', async (form) => {
    await town.control('POST', `accounts/${town.member.user_id}/challenge`, { form });
    expect(await create()).toMatchObject({
      status: 'failed',
      http: { status: 403 },
      error: { kind: 'challenge' },
    });
    await waitFor(() => JSON.stringify(lastAccounts())?.includes('challenge'), { what: 'the accounts' });
    const { calls } = await town.effects();
    expect(await create()).toMatchObject({ error: { kind: 'challenge' } });
    expect((await town.effects()).calls).toEqual(calls);
    await account('solve');
    await town.plugins[0]?.browser.look();
    expect((await create()).status).toBe('done');
  });

  it('a 429 lets the account rest as long as it says, and no longer', async () => {
    const script = [{ operation: 'createItem', fault: 'rate_limited', nth: 1, retry_after: 1 }];
    await town.control('PUT', 'faults', { script });
    expect(await create()).toMatchObject({ error: { kind: 'rate_limited', retry_after_ms: 1000 } });
    const paused = await waitFor(() => town.gateway.of('paused')[0], { what: 'the pause' });
    expect(paused).toMatchObject({
      account: { marketplace: 'vinted', user_id: String(town.member.user_id) },
      reason: 'rate_limited',
      until: expect.any(String),
    });
    const { calls } = await town.effects();
    expect(await create()).toMatchObject({ error: { kind: 'rate_limited' } });
    expect((await town.effects()).calls).toEqual(calls);
    await waitFor(() => JSON.stringify(lastAccounts())?.includes('ready'), { what: 'the end of the rest' });
    expect((await create()).status).toBe('done');
  });

  it('a tab that is closed is told, and a command for it waits for one', async () => {
    const userId = String(town.member.user_id);
    town.plugins[0]?.browser.closeTab(userId);
    expect(await create()).toMatchObject({ status: 'failed', error: { kind: 'no_tab' } });
    await waitFor(() => JSON.stringify(lastAccounts())?.includes('no_tab'), { what: 'the accounts' });
    await town.plugins[0]?.browser.openTab(userId);
    expect((await create()).status).toBe('done');
  });

  it('a seller who stops an account is obeyed until the account goes on', async () => {
    const userId = String(town.member.user_id);
    town.plugins[0]?.browser.pause(userId);
    expect((await waitFor(() => town.gateway.of('paused')[0], { what: 'the pause' })).reason).toBe('user');
    expect((await create()).status).toBe('failed');
    town.plugins[0]?.browser.unpause(userId);
    expect((await create()).status).toBe('done');
  });

  it('two accounts work beside each other, each one command at a time', async () => {
    const other = await openMember(town.vinted.url, { login: 'tom' });
    const plugin = town.plugin({ sessions: [town.member.cookie, other.cookie] });
    await plugin.start();
    await town.control('PUT', 'options', { latency_ms: 40 });
    const accounts = [town.member, other].map(({ user_id }) => ({
      marketplace: 'vinted',
      user_id: String(user_id),
    }));
    const upload = {
      picture: { path: '/api/plugin/pictures/token' },
      temp_uuid: crypto.randomUUID(),
      position: 1,
    };
    const ids = accounts.flatMap((who) => [
      town.order('vinted.photo.upload', upload, { account: who }),
      town.order('vinted.photo.upload', upload, { account: who }),
    ]);
    const results = await Promise.all(ids.map((id) => town.gateway.result(id)));
    expect(results.map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done']);
    expect((await town.effects()).writes_in_parallel).toBe(1);
  });
});
