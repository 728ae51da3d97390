/** Where the socket is: `wss://host/plugin`. Nothing secret is ever part of the address. */
export const PLUGIN_PATH = '/plugin';

/** Versions of the protocol that this program speaks, the best one first. */
export const PROTOCOL_VERSIONS = [1] as const;

/** Longest message either side accepts, in bytes of UTF-8. Pictures travel by signed address, never over the socket. */
export const MAX_MESSAGE_BYTES = 256 * 1024;

/** A connection that has not said who it is within this time is closed, in milliseconds. */
export const HELLO_TIMEOUT_MS = 5_000;

/**
 * Time between two pings of the server, in seconds. A worker of an MV3 extension ends after 30 s without an event, and
 * since Chrome 116 a message on a socket counts as one (developer.chrome.com, "Use WebSockets in service workers").
 */
export const HEARTBEAT_SECONDS = 20;

/** A command that was not accepted within this time is sent again under the same id, in milliseconds. */
export const ACCEPT_TIMEOUT_MS = 5_000;

/** How an account stands in a browser. */
export const ACCOUNT_STATES = ['ready', 'logged_out', 'challenge', 'no_tab'] as const;
/** One of {@link ACCOUNT_STATES}. */
export type AccountState = (typeof ACCOUNT_STATES)[number];

/** Why a plugin stops on its own. */
export const PAUSE_REASONS = ['challenge', 'rate_limited', 'user'] as const;
/** One of {@link PAUSE_REASONS}. */
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** How far the plugin's journal says a command has come that has no result yet. `none`: it never arrived. */
export const JOURNAL_STATES = ['none', 'received', 'started'] as const;
/** One of {@link JOURNAL_STATES}. */
export type JournalState = (typeof JOURNAL_STATES)[number];

/** How a command ended: with effect, certainly without effect, or nobody knows. */
export const RESULT_STATUSES = ['done', 'failed', 'unknown'] as const;
/** One of {@link RESULT_STATUSES}. */
export type ResultStatus = (typeof RESULT_STATUSES)[number];

/** Why a command did not end with an effect. A closed list: a plugin that meets something else says `unexpected`. */
export const ERROR_KINDS = [
  'no_tab',
  'logged_out',
  'wrong_account',
  'challenge',
  'rate_limited',
  'access_denied',
  'validation',
  'not_found',
  'picture_unavailable',
  'network_before_send',
  'network_after_send',
  'server_error',
  'page_changed',
  'unsupported',
  'expired',
  'cancelled',
  'unexpected',
] as const;
/** One of {@link ERROR_KINDS}. */
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** Why the server ends a connection. */
export const REFUSAL_REASONS = [
  'hello_expected',
  'invalid_credential',
  'revoked',
  'pairing_failed',
  'upgrade_required',
  'superseded',
  'tenant_suspended',
  'too_many_messages',
  'too_many_connections',
  'too_many_attempts',
  'unresponsive',
  'unavailable',
] as const;
/** One of {@link REFUSAL_REASONS}. */
export type RefusalReason = (typeof REFUSAL_REASONS)[number];
