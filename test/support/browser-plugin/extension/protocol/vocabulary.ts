/** The versions of the protocol that this extension speaks. */
export const PROTOCOLS = [1] as const;

/** How an account stands in the browser. */
export type AccountState = 'ready' | 'logged_out' | 'challenge' | 'no_tab';

/** Why an account stops at once. */
export type PauseReason = 'challenge' | 'rate_limited' | 'user';

/** How a command ended: with its effect, certainly without, or nobody knows. */
export type ResultStatus = 'done' | 'failed' | 'unknown';

/** The closed list of what can be wrong. */
export type ErrorKind =
  | 'no_tab'
  | 'logged_out'
  | 'wrong_account'
  | 'challenge'
  | 'rate_limited'
  | 'access_denied'
  | 'validation'
  | 'not_found'
  | 'picture_unavailable'
  | 'network_before_send'
  | 'network_after_send'
  | 'server_error'
  | 'page_changed'
  | 'unsupported'
  | 'expired'
  | 'cancelled'
  | 'unexpected';

/** An account at a marketplace. */
export interface AccountRef {
  readonly marketplace: string;
  readonly user_id: string;
}

/** An account as the browser has it. */
export interface AnnouncedAccount extends AccountRef {
  readonly login: string;
  readonly state: AccountState;
}
