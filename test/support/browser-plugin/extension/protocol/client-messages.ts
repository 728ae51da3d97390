import type { AccountRef, AnnouncedAccount, ErrorKind, PauseReason, ResultStatus } from './vocabulary.ts';

/** How the marketplace answered. */
export interface HttpFacts {
  readonly status: number;
  readonly code?: number;
  readonly message_code?: string;
}

/** Why a command did not end with its effect. */
export interface CommandError {
  readonly kind: ErrorKind;
  readonly message?: string;
  readonly fields?: readonly { readonly field: string; readonly message: string }[];
  readonly retry_after_ms?: number;
}

/** How a command ended; said again until it is acknowledged. */
export interface ResultMessage {
  readonly type: 'result';
  readonly command_id: string;
  readonly attempt: number;
  readonly status: ResultStatus;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly http?: HttpFacts;
  readonly error?: CommandError;
  readonly observed_at: string;
}

/** Who the browser is, the first thing it says on every connection once it is paired. */
export interface HelloMessage {
  readonly type: 'hello';
  readonly protocols: readonly number[];
  readonly credential: string;
  readonly plugin_version: string;
  readonly browser: string;
  readonly capabilities: readonly string[];
  readonly accounts: readonly AnnouncedAccount[];
  readonly journal_id: string;
  readonly in_flight: readonly {
    readonly command_id: string;
    readonly state: 'received' | 'started' | 'ended';
  }[];
}

/** What this extension says. */
export type ClientMessage =
  | HelloMessage
  | ResultMessage
  | {
      readonly type: 'pair';
      readonly code: string;
      readonly plugin_version: string;
      readonly browser: string;
    }
  | { readonly type: 'accounts'; readonly accounts: readonly AnnouncedAccount[] }
  | {
      readonly type: 'paused';
      readonly account: AccountRef;
      readonly reason: PauseReason;
      readonly until?: string;
    }
  | { readonly type: 'accepted'; readonly command_id: string; readonly attempt: number }
  | {
      readonly type: 'journal';
      readonly command_id: string;
      readonly state: 'none' | 'received' | 'started';
      readonly journal_id: string;
    }
  | { readonly type: 'pong'; readonly server_time: string };
