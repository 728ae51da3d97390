import type { ErrorKind, ResultStatus } from '../../plugin/protocol/vocabulary.ts';

/** A field that the marketplace refused. */
export interface OutcomeField {
  readonly field: string;
  readonly message: string;
}

/** What the marketplace answered. */
export interface OutcomeHttp {
  readonly status: number;
  readonly code?: number;
  readonly message_code?: string;
}

/** Why a command did not end with an effect, in the words of the protocol. */
export interface OutcomeError {
  readonly kind: ErrorKind;
  readonly message?: string;
  readonly fields?: readonly OutcomeField[];
  readonly retry_after_ms?: number;
}

/** A command that did not end with an effect, or of which nobody knows. */
export interface Trouble {
  readonly status: Exclude<ResultStatus, 'done'>;
  readonly error: OutcomeError;
  readonly http?: OutcomeHttp;
}

/** How a command ended. */
export type Outcome =
  | { readonly status: 'done'; readonly data: Readonly<Record<string, unknown>>; readonly http?: OutcomeHttp }
  | Trouble;

/**
 * @param kind one of the closed list
 * @param message a sentence
 * @returns an end that certainly had no effect
 */
export function failed(kind: ErrorKind, message: string): Trouble {
  return { status: 'failed', error: { kind, message } };
}
