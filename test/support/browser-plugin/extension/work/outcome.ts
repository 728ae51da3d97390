import type { CommandError, HttpFacts } from '../protocol/client-messages.ts';

/** A command that did not have its effect, or of which nobody knows. */
export interface Trouble {
  readonly status: 'failed' | 'unknown';
  readonly error: CommandError;
  readonly http?: HttpFacts;
}

/** How a command ended. */
export type Outcome =
  | { readonly status: 'done'; readonly data: Readonly<Record<string, unknown>>; readonly http: HttpFacts }
  | Trouble;
