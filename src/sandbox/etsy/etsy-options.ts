/** How a refused field is worded; all of them were seen on the live service. */
export const REFUSAL_SHAPES = ['text', 'object', 'list', 'bare_text'] as const;

/**
 * - `text`: `{"error": "There was a problem with /title : …"}`
 * - `object`: `{"error": "…"}`
 * - `list`: a bare array, `[{"path": "/title", "type": "…", "message": "…"}]`
 * - `bare_text`: the sentence of `text` as plain text
 */
export type RefusalShape = (typeof REFUSAL_SHAPES)[number];

/** How an `EtsyStandIn` behaves where Etsy itself varies or leaves a choice. */
export interface EtsyOptions {
  /** Keystring of the application that accounts belong to unless they name another one. */
  readonly clientId: string;
  readonly sharedSecret: string;
  /** Addresses that browsers may be sent back to after a consent; any where the list is empty. */
  readonly redirectUris: readonly string[];
  /** Life of an access token, seconds; Etsy's is 3,600. */
  readonly accessTokenSeconds: number;
  /** Life of a refresh token, seconds; Etsy's is 90 days. */
  readonly refreshTokenSeconds: number;
  /** Calls an application may make in any second; the live service gives 10 to a new one, shared by all its shops. */
  readonly limitPerSecond: number;
  /** Calls an application may make in any 24 hours; the live service gives 10,000 to a new one. */
  readonly limitPerDay: number;
  /** How long a new draft stays invisible to lists and to the batch read, milliseconds. */
  readonly indexLagMs: number;
  /** How long each call takes, milliseconds. */
  readonly latencyMs: number;
  readonly refusalShape: RefusalShape;
  /** Rows of a page that the next page of a list of listings or receipts shows again. */
  readonly repeatedRows: number;
}

/** Generous limits: whoever tests them sets them. */
export const DEFAULT_ETSY_OPTIONS: EtsyOptions = {
  clientId: 'sandboxkeystring',
  sharedSecret: 'sandboxsecret',
  redirectUris: [],
  accessTokenSeconds: 3600,
  refreshTokenSeconds: 90 * 24 * 3600,
  limitPerSecond: 10_000,
  limitPerDay: 1_000_000,
  indexLagMs: 0,
  latencyMs: 0,
  refusalShape: 'text',
  repeatedRows: 0,
};
