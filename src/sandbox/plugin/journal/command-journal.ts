import { randomUUID } from 'node:crypto';
import { applyLine } from './journal-entry.ts';
import type { JournalEntry, JournalLine, JournaledCommand, JournaledResult } from './journal-entry.ts';
import { JournalFile } from './journal-file.ts';

/** How long a command is recognised after it was settled, milliseconds (docs/plugin_protocol.md). */
const KEEP_MS = 7 * 86_400_000;

/** What the plugin knows of the commands it was given: written to a file before anything is done about them. */
export class CommandJournal {
  private readonly file: JournalFile;
  private readonly entries = new Map<string, JournalEntry>();
  private ownId: string | undefined;

  /**
   * Opens a journal, and drops from it what is too old.
   *
   * @param path of its file
   * @param now the computer's clock, milliseconds since the epoch
   */
  constructor(
    path: string,
    private readonly now: () => number,
  ) {
    this.file = new JournalFile(path);
    this.prune();
  }

  /** @returns what tells this journal from one that takes its place after it was lost */
  get id(): string {
    this.catchUp();
    if (this.ownId === undefined) this.write({ event: 'opened', at: this.now(), id: randomUUID() });
    return this.ownId ?? '';
  }

  /**
   * @param id of a command
   * @returns what is known of it, undefined for nothing
   */
  find(id: string): Readonly<JournalEntry> | undefined {
    this.catchUp();
    return this.entries.get(id);
  }

  /** @returns commands whose result somebody may still wait for, oldest first */
  unsettled(): readonly Readonly<JournalEntry>[] {
    this.catchUp();
    return [...this.entries.values()].filter((entry) => !entry.settled);
  }

  /** @param command that has arrived */
  receive(command: JournaledCommand): void {
    this.write({ event: 'received', at: this.now(), command });
  }

  /** @param id of the command that is about to act */
  start(id: string): void {
    this.write({ event: 'started', at: this.now(), id });
  }

  /** @param result of a command that has ended */
  end(result: JournaledResult): void {
    this.write({ event: 'ended', at: this.now(), id: result.command_id, result });
  }

  /** @param id of a command of which the server was told that it was not started */
  hold(id: string): void {
    this.write({ event: 'held', at: this.now(), id });
  }

  /** @param id of a command that was sent again */
  release(id: string): void {
    this.write({ event: 'released', at: this.now(), id });
  }

  /** @param id of a command that nobody waits for any more */
  settle(id: string): void {
    if (this.find(id)?.settled === false) this.write({ event: 'settled', at: this.now(), id });
  }

  /** Forgets everything, file included. */
  lose(): void {
    this.file.remove();
    this.forget();
  }

  private write(line: JournalLine): void {
    this.file.append(line);
    this.catchUp();
  }

  private catchUp(): void {
    const { lines, afresh } = this.file.readNew();
    if (afresh) this.forget();
    for (const line of lines) {
      if (line.event === 'opened') this.ownId ??= line.id;
      applyLine(this.entries, line);
    }
  }

  private forget(): void {
    this.ownId = undefined;
    this.entries.clear();
  }

  private prune(): void {
    this.catchUp();
    const oldest = this.now() - KEEP_MS;
    const kept = [...this.entries.values()].filter((entry) => !entry.settled || entry.at >= oldest);
    if (kept.length === this.entries.size) return;
    const opened = { event: 'opened', at: this.now(), id: this.id } as const;
    this.file.replace([opened, ...kept.flatMap(linesOf)]);
    this.catchUp();
  }
}

function linesOf(entry: JournalEntry): readonly JournalLine[] {
  const { command, at } = entry;
  const id = command.command_id;
  return [
    { event: 'received', at, command },
    ...(entry.state === 'received' ? [] : [{ event: 'started', at, id } as const]),
    ...(entry.held ? [{ event: 'held', at, id } as const] : []),
    ...(entry.result === undefined ? [] : [{ event: 'ended', at, id, result: entry.result } as const]),
    ...(entry.settled ? [{ event: 'settled', at, id } as const] : []),
  ];
}
