import type { ResultMessage } from '../protocol/client-messages.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';
import { isOld, settledEntry } from './entry.ts';
import type { Entry } from './entry.ts';

const ENTRY = 'journal/';
const ID = 'journal_id';

/**
 * Every command that was ever given to this extension, in `chrome.storage.local`: what a worker that dies in the middle leaves
 * to the next one. Each change is in memory at once, so that two events of the same moment cannot both start a command, and
 * whoever waits for the promise knows that it would survive.
 */
export class Journal {
  private constructor(
    /** Tells this journal from the one that takes its place when it is lost. */
    readonly id: string,
    private readonly entries: Map<string, Entry>,
  ) {}

  /** @returns the journal as the last worker left it, or a new one */
  static async open(): Promise<Journal> {
    const stored = await chrome.storage.local.get(null);
    const id = typeof stored[ID] === 'string' ? stored[ID] : crypto.randomUUID();
    await chrome.storage.local.set({ [ID]: id });
    const entries = Object.entries(stored)
      .filter(([key]) => key.startsWith(ENTRY))
      .map(([key, entry]) => [key.slice(ENTRY.length), entry as Entry] as const);
    const old = entries.filter(([, entry]) => isOld(entry, Date.now()));
    await chrome.storage.local.remove(old.map(([commandId]) => ENTRY + commandId));
    return new Journal(id, new Map(entries.filter((entry) => !old.includes(entry))));
  }

  /**
   * @param commandId of a command
   * @returns what is known of it
   */
  find(commandId: string): Entry | undefined {
    return this.entries.get(commandId);
  }

  /** @returns commands whose result somebody waits for, oldest first */
  unsettled(): readonly Entry[] {
    return [...this.entries.values()]
      .filter(({ settled }) => !settled)
      .sort((one, other) => one.at - other.at);
  }

  /** @param command that has come for the first time */
  async receive(command: CommandMessage): Promise<void> {
    const entry = { command, state: 'received', held: false, settled: false, at: Date.now() } as const;
    try {
      await this.write(entry);
    } catch (error: unknown) {
      // It was not accepted, so it will come again.
      this.entries.delete(command.command_id);
      throw error;
    }
  }

  /**
   * @param commandId of a command that is about to act
   * @param tab in which it acts
   * @returns whether it may: it waits to be started, and the server was not told that it will not be
   */
  async start(commandId: string, tab: number): Promise<boolean> {
    const entry = this.entries.get(commandId);
    if (entry?.state !== 'received' || entry.held) return false;
    await this.write({ ...entry, state: 'started', tab });
    return true;
  }

  /**
   * @param result of a command that has ended
   * @returns whether it counts: a command ends once
   */
  async end(result: ResultMessage): Promise<boolean> {
    const entry = this.entries.get(result.command_id);
    if (entry === undefined || entry.state === 'ended') return false;
    await this.write({ ...entry, state: 'ended', result });
    return true;
  }

  /**
   * @param commandId of a command that waits to be started
   * @param held whether it waits until it is sent again
   */
  async hold(commandId: string, held: boolean): Promise<void> {
    const entry = this.entries.get(commandId);
    if (entry?.state === 'received' && entry.held !== held) await this.write({ ...entry, held });
  }

  /** @param commandId of a command for whose result nobody waits any more */
  async settle(commandId: string): Promise<void> {
    const entry = this.entries.get(commandId);
    if (entry !== undefined && !entry.settled) await this.write(settledEntry(entry));
  }

  private async write(entry: Entry): Promise<void> {
    const now = { ...entry, at: Date.now() };
    this.entries.set(entry.command.command_id, now);
    await chrome.storage.local.set({ [ENTRY + entry.command.command_id]: now });
  }
}
