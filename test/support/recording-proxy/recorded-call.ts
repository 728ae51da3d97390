import type { IncomingHttpHeaders } from 'node:http';

/**
 * How a recorded call ended for its caller.
 *
 * - `answered`: got the stand-in's answer
 * - `lost`: the stand-in answered, the proxy cut the connection
 * - `replaced`: the stand-in answered, the proxy said 500
 * - `never_sent`: the proxy cut the connection without forwarding
 * - `cut_by_server`: the stand-in itself cut the connection
 * - `given_up`: the caller left before there was an answer
 */
export type CallEnding = 'answered' | 'lost' | 'replaced' | 'never_sent' | 'cut_by_server' | 'given_up';

/** One call as it passed the proxy. */
export interface RecordedCall {
  /** Counted from 1 in the order of arrival. */
  readonly number: number;
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** The stand-in's own answer, whatever the caller got to see; undefined when there was none. */
  readonly answer:
    { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer } | undefined;
  readonly ending: CallEnding;
}
