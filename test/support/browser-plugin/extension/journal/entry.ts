import type { ResultMessage } from '../protocol/client-messages.ts';
import type { CommandMessage } from '../protocol/server-messages.ts';

/** What the journal knows of one command. */
export interface Entry {
  readonly command: CommandMessage;
  readonly state: 'received' | 'started' | 'ended';
  /** Whether the server was told that it is not started: it then waits until it is sent again. */
  readonly held: boolean;
  /** Whether nobody waits for its result any more. */
  readonly settled: boolean;
  readonly result?: ResultMessage;
  /** The tab that it was started in: the script there outlives the worker. */
  readonly tab?: number;
  /** When something was last written about it, milliseconds since the epoch. */
  readonly at: number;
}

/** How long a command is recognised after it was settled, milliseconds. */
const KEEP = 7 * 86_400_000;
/** A page of a wardrobe is not kept for a week; what a write has made is. */
const MOST_DATA = 4_000;

/**
 * @param entry of a command whose result is stored at the server
 * @returns what is still needed of it to recognise a late repeat
 */
export function settledEntry(entry: Entry): Entry {
  const { result } = entry;
  const tooLong = JSON.stringify(result?.data ?? {}).length > MOST_DATA;
  return {
    ...entry,
    settled: true,
    command: { ...entry.command, payload: {} },
    ...(result !== undefined && tooLong && { result: { ...result, data: {} } }),
  };
}

/**
 * @param entry one
 * @param now milliseconds since the epoch
 * @returns whether nobody can ask for it any more
 */
export function isOld(entry: Entry, now: number): boolean {
  return entry.settled && entry.at < now - KEEP;
}
