import type { AccountRef } from './vocabulary.ts';

/** Do this, at most once for this id. */
export interface CommandMessage {
  readonly type: 'command';
  readonly command_id: string;
  readonly attempt: number;
  readonly command: string;
  readonly version: number;
  readonly account: AccountRef;
  /** By the server's clock; after it the command must not be started. */
  readonly deadline: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** The connection stands. */
export interface WelcomeMessage {
  readonly type: 'welcome';
  readonly server_time: string;
  readonly heartbeat_seconds: number;
  readonly limits: { readonly max_bytes: number };
  readonly in_flight: readonly { readonly command_id: string; readonly action: 'report' | 'forget' }[];
}

/** The connection ends. */
export interface RefusedMessage {
  readonly type: 'refused';
  readonly reason: string;
  readonly message: string;
  /** Whether connecting again by itself can help. */
  readonly retry: boolean;
}

/** What the server may say. */
export type ServerMessage =
  | CommandMessage
  | WelcomeMessage
  | RefusedMessage
  | { readonly type: 'paired'; readonly device_id: number; readonly credential: string }
  | { readonly type: 'resume' | 'cancel' | 'acknowledged'; readonly command_id: string }
  | { readonly type: 'ping'; readonly server_time: string }
  | { readonly type: 'error'; readonly code: string; readonly message: string };
