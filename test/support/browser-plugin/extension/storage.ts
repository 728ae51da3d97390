import type { AccountState } from './protocol/vocabulary.ts';

/** A member of the marketplace who was seen logged in. */
export interface Member {
  readonly login: string;
  /** Where, as `https://host`. */
  readonly origin: string;
}

/** How the session of one site stood when it was last looked at. */
export interface SeenSession {
  readonly user_id: string | undefined;
  readonly state: AccountState;
}

/** Waits of this extension, in milliseconds unless the name says otherwise. */
export interface Pace {
  /** Between two times that the browser wakes the worker; Chrome allows no less than half a minute. */
  readonly wake_minutes: number;
  readonly reconnect: number;
  readonly reconnect_most: number;
  /** For an answer of the marketplace. */
  readonly answer: number;
  /** Rest after a 429 that does not say how long. */
  readonly rest: number;
}

const PACE: Pace = {
  wake_minutes: 0.5,
  reconnect: 1_000,
  reconnect_most: 30_000,
  answer: 30_000,
  rest: 900_000,
};

/** What is kept for as long as the extension is installed, beside the journal. */
export interface Kept {
  /** The address of StoFlow, as `https://host`. */
  readonly server: string;
  /** A pairing code that was typed and not yet exchanged. */
  readonly code: string;
  readonly credential: string;
  readonly members: Readonly<Record<string, Member>>;
  readonly sessions: Readonly<Record<string, SeenSession>>;
  /** Until when accounts rest, milliseconds since the epoch. */
  readonly rests: Readonly<Record<string, number>>;
  /** Accounts that the seller has stopped. */
  readonly stopped: readonly string[];
  readonly pace: Partial<Pace>;
}

/**
 * @param key a name
 * @returns what is kept under it
 */
export async function kept<Key extends keyof Kept>(key: Key): Promise<Kept[Key] | undefined> {
  return (await chrome.storage.local.get(key))[key] as Kept[Key] | undefined;
}

/**
 * @param key a name
 * @param value what to keep; undefined to keep nothing
 */
export async function keep<Key extends keyof Kept>(key: Key, value: Kept[Key] | undefined): Promise<void> {
  if (value === undefined) await chrome.storage.local.remove(key);
  else await chrome.storage.local.set({ [key]: value });
}

/** @returns how long this extension waits for what */
export async function pace(): Promise<Pace> {
  return { ...PACE, ...(await kept('pace')) };
}
