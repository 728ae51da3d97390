/** Whether the other side can have seen a request that got no answer. */
export type Sent = 'never' | 'maybe';

/** A request got no complete answer. */
export class TransportError extends Error {
  /**
   * @param sent `never` where no byte of the request can have arrived, else `maybe`
   * @param reason the system's code or the error's name (`ECONNREFUSED`, `TimeoutError`)
   * @param options the error underneath
   */
  constructor(
    readonly sent: Sent,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`no answer: ${reason}`, options);
    this.name = 'TransportError';
  }
}

/** System calls that come before the first byte of a request. */
const BEFORE_SENDING = new Set(['connect', 'getaddrinfo']);

/** Codes of failures to connect or to agree on TLS, as Node, undici and OpenSSL name them. */
const NO_CONNECTION = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/**
 * Decides what a failed request may have done. Whatever is not known to have failed before sending counts as
 * `maybe`: a needless look-up is cheap, a second listing is not.
 * @param error what the HTTP client threw
 * @returns the classified error
 */
export function transportErrorOf(error: unknown): TransportError {
  const root = rootOf(error);
  const causes = root instanceof AggregateError ? (root.errors as unknown[]) : [root];
  const sent = causes.length > 0 && causes.every(neverSent) ? 'never' : 'maybe';
  return new TransportError(sent, reasonOf(root), { cause: error });
}

function neverSent(error: unknown): boolean {
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  return (
    (typeof syscall === 'string' && BEFORE_SENDING.has(syscall)) ||
    (typeof code === 'string' && NO_CONNECTION.has(code))
  );
}

/** fetch wraps what happened in a TypeError that says nothing. */
function rootOf(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error));
  return error.cause instanceof Error ? rootOf(error.cause) : error;
}

function reasonOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
