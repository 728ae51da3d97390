import type { IncomingHttpHeaders } from 'node:http';

/** One request as a stand-in sees it: read completely, nothing interpreted. */
export interface Exchange {
  readonly method: string;
  /** Path without the query, still percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a stand-in answers. `json` and `bytes` exclude each other; neither means an empty body. */
export interface Answer {
  readonly status: number;
  /** A list becomes several lines. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
}

/** How an answer leaves: written, or withheld in one of the ways a network withholds it. */
export type Delivery =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'drop' }
  | { readonly kind: 'hang' };

/** Turns one request into one delivery; the only thing a `LoopbackServer` needs. */
export type Responder = (exchange: Exchange) => Promise<Delivery>;

/**
 * Wraps an answer into the delivery that writes it.
 *
 * @param answer what to write
 * @returns the delivery
 */
export function deliver(answer: Answer): Delivery {
  return { kind: 'answer', answer };
}
