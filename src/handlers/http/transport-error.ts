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
  const causes = Array.isArray(root.errors) ? (root.errors as readonly unknown[]) : [root];
  const sent = causes.length > 0 && causes.every((cause) => neverSent(detailsOf(cause))) ? 'never' : 'maybe';
  return new TransportError(sent, reasonOf(root), { cause: error });
}

/** What errors of Node, undici and the web platform have in common; read by name, since their classes differ. */
interface ErrorDetails {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly syscall?: unknown;
  readonly cause?: unknown;
  readonly errors?: unknown;
}

function detailsOf(error: unknown): ErrorDetails {
  return typeof error === 'object' && error !== null ? error : {};
}

function neverSent({ code, syscall }: ErrorDetails): boolean {
  return (
    (typeof syscall === 'string' && BEFORE_SENDING.has(syscall)) ||
    (typeof code === 'string' && NO_CONNECTION.has(code))
  );
}

/** fetch wraps what happened in a TypeError that says nothing. */
function rootOf(error: unknown): ErrorDetails {
  const details = detailsOf(error);
  return typeof details.cause === 'object' && details.cause !== null ? rootOf(details.cause) : details;
}

/** The code of a DOMException is a number that nobody knows; its name says more. */
function reasonOf({ code, name }: ErrorDetails): string {
  if (typeof code === 'string') return code;
  return typeof name === 'string' ? name : 'unknown';
}
