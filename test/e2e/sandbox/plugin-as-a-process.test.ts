import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PluginTown } from '../../support/plugin-town.ts';
import { waitFor } from '../../support/wait-for.ts';

const MAIN = join(import.meta.dirname, '../../../dist/src/sandbox/plugin/main.js');
const CREATE = 'vinted.item.create';

interface Connected {
  readonly state: string;
  readonly device_id: number;
  readonly control: string;
  readonly accounts: readonly { readonly login: string; readonly state: string }[];
}

describe('the stand-in plugin as a process of its own', () => {
  let town: PluginTown;
  let child: ChildProcess | undefined;
  beforeEach(async () => {
    town = await PluginTown.open();
  });
  afterEach(async () => {
    child?.kill('SIGKILL');
    await town.close();
  });

  const start = async (...more: readonly string[]): Promise<Connected> => {
    const args = ['--server', town.gateway.url, '--vinted', town.vinted.url, '--session', town.member.cookie];
    const journal = ['--journal', town.file('journal.jsonl'), '--credential-file', town.file('credential')];
    const options = { stdio: ['pipe', 'pipe', 'inherit'] as ['pipe', 'pipe', 'inherit'] };
    const started = spawn(process.execPath, [MAIN, ...args, ...journal, '--scale', '0.01', ...more], options);
    child = started;
    const [line] = (await once(createInterface({ input: started.stdout }), 'line')) as [string];
    return JSON.parse(line) as Connected;
  };
  const exit = async (): Promise<unknown> => {
    const [code] = (await once(child as ChildProcess, 'exit')) as [unknown];
    return code;
  };

  it.each([
    ['its standard input closes', () => child?.stdin?.end()],
    ['it is asked to terminate', () => child?.kill('SIGTERM')],
  ])('pairs, says so, and stops when %s; the next time it needs no code', async (_case, end) => {
    const first = await start('--code', '7-12-K7QF2MZD');
    expect(first).toMatchObject({
      state: 'connected',
      device_id: 12,
      accounts: [expect.objectContaining({ login: 'lea.vintage', state: 'ready' })],
    });
    const stopped = exit();
    end();
    expect(await stopped).toBe(0);
    expect((await start()).state).toBe('connected');
    expect(town.gateway.of('pair')).toHaveLength(1);
  });

  it('dies where it is told to, and the next one ends as unknown what it had started', async () => {
    await start('--code', '7-12-K7QF2MZD');
    const payload = await town.createPayload();
    const stopped = exit();
    child?.kill('SIGTERM');
    await stopped;
    const script = [{ moment: 'act:after', fault: 'die_before', command: CREATE, nth: 1 }];
    await start('--faults', JSON.stringify({ script }));
    const died = exit();
    const command = town.command(CREATE, payload);
    town.gateway.say(command);
    expect(await died).toBe(70);
    await start();
    const result = await town.insist(command);
    expect(result).toMatchObject({ status: 'unknown', error: { kind: 'network_after_send' } });
    expect(await town.effects()).toMatchObject({ listed_twice: 0, live_listings: 1 });
  });

  it('is controlled over HTTP', async () => {
    const { control } = await start('--code', '7-12-K7QF2MZD');
    const ask = (method: string, path: string, body?: unknown): Promise<Response> =>
      fetch(`${control}/_control/${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    const userId = String(town.member.user_id);
    expect((await ask('PUT', 'faults', { script: [{ moment: 'receive:ping', fault: 'drop' }] })).status).toBe(
      204,
    );
    expect(
      (await ask('PUT', 'faults', { script: [{ moment: 'receive:ping', fault: 'explode' }] })).status,
    ).toBe(400);
    expect((await ask('DELETE', 'faults')).status).toBe(204);
    expect((await ask('PUT', `tabs/${userId}`, { open: false })).status).toBe(204);
    expect((await ask('PUT', 'tabs/1', { open: false })).status).toBe(400);
    await waitFor(() => town.gateway.of('accounts')[0]?.accounts[0]?.state === 'no_tab', { what: 'the tab' });
    expect((await ask('POST', 'send', { text: '{' })).status).toBe(204);
    await waitFor(() => town.gateway.nonsense.length === 1, { what: 'nonsense' });
    for (const action of ['close', 'open', 'offline', 'online', 'look'])
      expect((await ask('POST', `browser/${action}`)).status).toBe(204);
    const effects = (await (await ask('GET', 'effects')).json()) as Record<string, unknown>;
    expect(effects).toMatchObject({
      connection: { state: expect.any(String) },
      executed: {},
      executed_twice: 0,
      results_repeated: 0,
      complaints: [],
    });
    expect((await ask('GET', 'nothing')).status).toBe(404);
  });
});
