import type { Credentials } from '../../accounts/credentials.ts';

/** What a marketplace's consent page is opened with. */
export interface ConsentRequest {
  /** Comes back with the answer; nobody can guess it. */
  readonly state: string;
  /** SHA-256 of the verifier, base64url: PKCE, RFC 7636. */
  readonly challenge: string;
  /** Where the browser is sent back to; undefined where the program does not know its own address. */
  readonly callbackUrl: string | undefined;
}

/** What is exchanged for tokens once a seller has consented. */
export interface ConsentGrant {
  readonly code: string;
  readonly verifier: string;
  /** The same as in the request. */
  readonly callbackUrl: string | undefined;
}

/** Who has consented, as the marketplace itself says. */
export interface ConsentingSeller {
  readonly credentials: Credentials;
  /** The id that stays the same for as long as the account exists. */
  readonly externalId: string;
  /** Other ids and names of the same account, by one of which it may have been connected before. */
  readonly otherIds: readonly string[];
  /** What a person calls the account. */
  readonly name: string;
  /** Settings that the marketplace has already told. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/** How sellers let StoFlow act for them on a marketplace: the authorization code grant of OAuth 2.0 (RFC 6749, 4.1). */
export abstract class MarketplaceConsent {
  /**
   * @param callbackUrl where the browser would be sent back to
   * @returns names of the settings without which nobody can be asked; none where all are there
   */
  abstract missingSettings(callbackUrl: string | undefined): readonly string[];

  /**
   * @param request what the page is opened with
   * @returns the address of the consent page, for the seller's browser
   */
  abstract authorizationUrl(request: ConsentRequest): string;

  /**
   * Exchanges a code, and asks whose it is.
   * @param grant what came back from the consent page
   * @param signal ends the calls
   * @returns who has consented, and the tokens
   * @throws {ConsentCodeRefusedError} @throws {ConsentUnanswerableError} @throws {ConsentMisconfiguredError}
   */
  abstract redeem(grant: ConsentGrant, signal: AbortSignal): Promise<ConsentingSeller>;
}
