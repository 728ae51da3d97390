// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- declares a global and nothing that can be imported
/// <reference path="../../support/browser-plugin/extension/chrome.d.ts" />
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Journal } from '../../support/browser-plugin/extension/journal/journal.ts';
import type { ClientMessage } from '../../support/browser-plugin/extension/protocol/client-messages.ts';
import type { CommandMessage } from '../../support/browser-plugin/extension/protocol/server-messages.ts';
import { AccountQueues } from '../../support/browser-plugin/extension/work/account-queues.ts';
import { CommandDesk } from '../../support/browser-plugin/extension/work/command-desk.ts';

const COMMAND: CommandMessage = {
  type: 'command',
  command_id: '0b2c6f6e-7a0e-4f57-9f7d-3c1f9a1f0c11',
  attempt: 1,
  command: 'vinted.item.create',
  version: 1,
  account: { marketplace: 'vinted', user_id: '81234567' },
  deadline: '2026-11-24T10:01:00.000Z',
  payload: { item: {} },
};
const ID = COMMAND.command_id;
const DONE = { status: 'done', data: { item_id: 1 }, http: { status: 200 } } as const;

describe('what the reference extension answers about commands', () => {
  /** What outlives a worker. */
  let stored: Record<string, unknown>;
  /** What it said, with the state that would have survived at that moment. */
  let said: { readonly message: ClientMessage; readonly survives: unknown }[];
  let runs: string[];
  let journal: Journal;
  let desk: CommandDesk;

  const stateOf = (): unknown => (stored[`journal/${ID}`] as { state?: unknown } | undefined)?.state;
  const types = (): readonly string[] => said.map(({ message }) => message.type);

  /** A worker that finds what the one before it has left. */
  async function startWorker(): Promise<void> {
    said = [];
    runs = [];
    journal = await Journal.open();
    const run = (id: string): Promise<void> => {
      runs.push(id);
      return Promise.resolve();
    };
    const say = (message: ClientMessage): boolean => said.push({ message, survives: stateOf() }) > 0;
    desk = new CommandDesk(journal, new AccountQueues(), run, say);
  }

  beforeEach(async () => {
    stored = {};
    const local = {
      get: () => Promise.resolve(structuredClone(stored)),
      set: (values: object) => Promise.resolve(void Object.assign(stored, structuredClone(values))),
      remove: (keys: readonly string[]) => Promise.resolve(keys.forEach((key) => delete stored[key])),
    };
    Object.assign(globalThis, { chrome: { storage: { local } } });
    await startWorker();
  });

  it('is accepted, once it would survive', async () => {
    await desk.command(COMMAND);
    expect(said).toEqual([
      { message: { type: 'accepted', command_id: ID, attempt: 1 }, survives: 'received' },
    ]);
    expect(runs).toEqual([ID]);
  });

  it('is accepted again while it is under way, which starts nothing', async () => {
    await desk.command(COMMAND);
    await expect(journal.start(ID, 1)).resolves.toBe(true);
    await desk.command(COMMAND);
    expect(types()).toEqual(['accepted', 'accepted']);
    await expect(journal.start(ID, 1)).resolves.toBe(false);
  });

  it('is the result of one that has ended, for the next worker too, until it is acknowledged', async () => {
    await desk.command(COMMAND);
    await desk.end(COMMAND, DONE);
    expect(said.at(-1)).toMatchObject({ message: { type: 'result', ...DONE }, survives: 'ended' });

    await startWorker();
    await desk.command(COMMAND);
    await desk.resume(ID);
    desk.report(ID);
    desk.repeat();
    expect(types()).toEqual(['result', 'result', 'result', 'result']);
    await desk.settle(ID);
    desk.repeat();
    expect(types()).toHaveLength(4);
    await desk.command(COMMAND);
    expect(said.at(-1)).toMatchObject({ message: { status: 'done', data: { item_id: 1 } } });
    expect(runs).toEqual([]);
  });

  it('is that it ended once', async () => {
    await desk.command(COMMAND);
    await desk.end(COMMAND, DONE);
    await desk.end(COMMAND, { status: 'unknown', error: { kind: 'network_after_send' } });
    expect(types()).toEqual(['accepted', 'result']);
  });

  it('is none for one that never came', async () => {
    await desk.resume(ID);
    expect(said).toMatchObject([{ message: { type: 'journal', state: 'none', journal_id: journal.id } }]);
  });

  it('is received for one that waits, which is then not started before it is sent again', async () => {
    await desk.command(COMMAND);
    await desk.resume(ID);
    expect(said.at(-1)).toMatchObject({ message: { type: 'journal', state: 'received' } });
    await startWorker();
    await expect(journal.start(ID, 1)).resolves.toBe(false);
    desk.report(ID);
    expect(runs).toEqual([]);

    await desk.command(COMMAND);
    expect(runs).toEqual([ID]);
    await expect(journal.start(ID, 1)).resolves.toBe(true);
  });

  it('is started for one that is under way', async () => {
    await desk.command(COMMAND);
    await journal.start(ID, 1);
    await desk.resume(ID);
    expect(said.at(-1)).toMatchObject({ message: { type: 'journal', state: 'started' } });
  });

  it('is that one was cancelled which waits, and nothing about one under way', async () => {
    await desk.command(COMMAND);
    await desk.cancel(ID);
    expect(said.at(-1)).toMatchObject({ message: { status: 'failed', error: { kind: 'cancelled' } } });
    await expect(journal.start(ID, 1)).resolves.toBe(false);

    const other = { ...COMMAND, command_id: '7f3f6a5e-1c1b-4a6b-9d8f-2f1e0d9c8b7a' };
    await desk.command(other);
    await journal.start(other.command_id, 1);
    await desk.cancel(other.command_id);
    expect(said.at(-1)).toMatchObject({ message: { type: 'accepted' } });
  });

  it('is nothing about one that nobody waits for, which is never started', async () => {
    await desk.command(COMMAND);
    await desk.settle(ID);
    expect(types()).toEqual(['accepted']);
    await expect(journal.start(ID, 1)).resolves.toBe(false);
    expect(journal.unsettled()).toEqual([]);
  });
});
