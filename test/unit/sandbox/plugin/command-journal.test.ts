import { randomUUID } from 'node:crypto';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { CommandJournal } from '../../../../src/sandbox/plugin/journal/command-journal.ts';
import type { JournaledCommand } from '../../../../src/sandbox/plugin/journal/journal-entry.ts';
import { temporaryFolder, type TemporaryFolder } from '../../../support/temporary-folder.ts';

const DAY = 86_400_000;

describe('the journal of the stand-in plugin', () => {
  let folder: TemporaryFolder;
  let now = Date.parse('2026-11-24T10:00:00Z');
  beforeEach(async () => {
    folder = await temporaryFolder();
  });
  afterEach(() => folder.remove());

  const file = (): string => join(folder.path, 'journal.jsonl');
  const open = (): CommandJournal => new CommandJournal(file(), () => now);
  const command = (): JournaledCommand => ({
    command_id: randomUUID(),
    attempt: 1,
    command: 'vinted.item.read',
    version: 1,
    account: { marketplace: 'vinted', user_id: '1' },
    deadline: '2026-11-24T10:01:00.000Z',
    payload: { item_id: 1 },
  });
  const end = (journal: CommandJournal, { command_id }: JournaledCommand, status: 'done' | 'unknown'): void =>
    journal.end({ command_id, attempt: 1, status, data: {}, observed_at: '2026-11-24T10:00:01.000Z' });

  it('knows after a restart what it knew before', () => {
    const [waiting, started, ended] = [command(), command(), command()];
    const before = open();
    for (const one of [waiting, started, ended]) before.receive(one);
    before.hold(waiting.command_id);
    before.start(started.command_id);
    before.start(ended.command_id);
    end(before, ended, 'done');
    before.settle(ended.command_id);
    const after = open();
    expect(after.find(waiting.command_id)).toMatchObject({ state: 'received', held: true, command: waiting });
    expect(after.find(started.command_id)).toMatchObject({ state: 'started', settled: false });
    expect(after.find(ended.command_id)).toMatchObject({
      state: 'ended',
      settled: true,
      result: { status: 'done' },
    });
    expect(after.unsettled()).toHaveLength(2);
    expect(after.find(randomUUID())).toBeUndefined();
  });

  it('keeps the first end of a command', () => {
    const one = command();
    const journal = open();
    journal.receive(one);
    end(journal, one, 'done');
    end(journal, one, 'unknown');
    expect(open().find(one.command_id)?.result?.status).toBe('done');
  });

  it('keeps a command for seven days after it was settled, and one that was not for ever', () => {
    const [settled, open1] = [command(), command()];
    const journal = open();
    journal.receive(settled);
    end(journal, settled, 'done');
    journal.settle(settled.command_id);
    journal.receive(open1);
    now += 7 * DAY;
    expect(open().find(settled.command_id)).toBeDefined();
    now += 1;
    const later = open();
    expect([later.find(settled.command_id), later.find(open1.command_id)?.state]).toEqual([
      undefined,
      'received',
    ]);
    expect(readFileSync(file(), 'utf8')).not.toContain(settled.command_id);
  });

  it('overlooks a line whose writing was interrupted', () => {
    const one = command();
    open().receive(one);
    appendFileSync(file(), `{"event":"started","at":1,"id":"${one.command_id}"`);
    expect(open().find(one.command_id)?.state).toBe('received');
  });

  it('overlooks what is no line of a journal', () => {
    const one = command();
    const journal = open();
    journal.receive(one);
    appendFileSync(file(), `nonsense\n{"event":"started","at":1}\n{"event":"exploded","at":1,"id":"x"}\n`);
    journal.start(one.command_id);
    expect(open().find(one.command_id)?.state).toBe('started');
  });

  it('sees what another program with the same file writes', () => {
    const one = command();
    const [first, second] = [open(), open()];
    first.receive(one);
    expect(second.find(one.command_id)?.state).toBe('received');
    second.start(one.command_id);
    expect(first.find(one.command_id)?.state).toBe('started');
  });

  it('knows nothing once it is lost', () => {
    const one = command();
    const journal = open();
    journal.receive(one);
    journal.lose();
    expect([journal.find(one.command_id), open().unsettled()]).toEqual([undefined, []]);
  });
});
