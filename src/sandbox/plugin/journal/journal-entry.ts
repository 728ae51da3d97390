import type { CommandMessage } from '../../../plugin/protocol/server-messages.ts';
import type { ResultMessage } from '../../../plugin/protocol/result-message.ts';

/** A command as it is kept. */
export type JournaledCommand = Readonly<CommandMessage>;
/** A result as it is kept. */
export type JournaledResult = Readonly<ResultMessage>;

/** What the journal knows of one command. */
export interface JournalEntry {
  readonly command: JournaledCommand;
  state: 'received' | 'started' | 'ended';
  /** Whether the server was told that it was not started: it then waits until it is sent again. */
  held: boolean;
  /** Whether nobody waits for the result any more. */
  settled: boolean;
  result: JournaledResult | undefined;
  /** When something was last written about it, milliseconds since the epoch. */
  at: number;
}

/** One line of the journal's file. */
export type JournalLine =
  | { readonly event: 'opened'; readonly at: number; readonly id: string }
  | { readonly event: 'received'; readonly at: number; readonly command: JournaledCommand }
  | { readonly event: 'ended'; readonly at: number; readonly id: string; readonly result: JournaledResult }
  | {
      readonly event: 'started' | 'held' | 'released' | 'settled';
      readonly at: number;
      readonly id: string;
    };

/**
 * Applies one line.
 *
 * @param entries what was known before, by command id; changed in place
 * @param line what happened
 */
export function applyLine(entries: Map<string, JournalEntry>, line: JournalLine): void {
  if (line.event === 'received') {
    const { command, at } = line;
    const fresh = { command, state: 'received', held: false, settled: false, result: undefined, at } as const;
    if (!entries.has(command.command_id)) entries.set(command.command_id, { ...fresh });
    return;
  }
  if (line.event === 'opened') return;
  const entry = entries.get(line.id);
  if (entry === undefined) return;
  entry.at = line.at;
  switch (line.event) {
    case 'started':
      entry.state = 'started';
      return;
    case 'ended':
      // The first end counts: a second one can only come from another program with the same journal.
      entry.result ??= line.result;
      entry.state = 'ended';
      return;
    case 'held':
      entry.held = true;
      return;
    case 'released':
      entry.held = false;
      return;
    case 'settled':
      entry.settled = true;
      return;
  }
}
