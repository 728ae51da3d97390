import type { AccountSnapshot } from '../domain/snapshots.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { CommandError, HttpFacts } from './protocol/result-message.ts';

/** One command for the browser that has the account. */
export interface PluginCall {
  readonly tenant: TenantRef;
  readonly account: AccountSnapshot;
  /** The task's attempt key: the browser executes at most once for it. */
  readonly commandId: string;
  /** Executions of the task begun, this one included. */
  readonly attempt: number;
  /** Name of a command of the plugin's closed list (`<marketplace>.item.create`). */
  readonly command: string;
  /** Version of the payload. */
  readonly version: number;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Ends the waiting; a command that was not started is cancelled then. */
  readonly signal: AbortSignal;
}

/** What a browser answered. */
export type PluginAnswer =
  | { readonly status: 'done'; readonly data: Readonly<Record<string, unknown>> }
  | {
      readonly status: 'failed' | 'unknown';
      readonly error: Readonly<CommandError>;
      readonly http: Readonly<HttpFacts> | null;
    };

/** What is known of a command whose answer is missing. */
export type Recalled =
  | PluginAnswer
  /** The browser that was given it never started it, and will not. */
  | { readonly status: 'not_started' }
  /** The browser that was given it is still at work on it. */
  | { readonly status: 'under_way' }
  /** The browser that was given it is not there; another one may be, which knows nothing of it. */
  | { readonly status: 'out_of_reach' };
