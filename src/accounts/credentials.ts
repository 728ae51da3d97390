import { DomainError } from '../domain/errors.ts';

/** What a marketplace gave us to act for a seller. */
export interface Credentials {
  readonly refreshToken: string;
  readonly accessToken?: string;
  /** Absent where the marketplace did not say; the token then counts as good until it is refused. */
  readonly accessTokenExpiresAt?: Date;
}

/** What a marketplace answers when tokens are refreshed. */
export interface FreshCredentials {
  readonly accessToken: string;
  /** Seconds the access token lives, counted from before it was asked for. */
  readonly expiresInSeconds: number;
  /** Absent where the old refresh token stays good; some marketplaces replace it at every refresh. */
  readonly refreshToken?: string;
}

/** The marketplace refuses the refresh token for good: the seller has to connect the account again. */
export class CredentialsRejectedError extends DomainError {
  /** @param reason the marketplace's reason, which the seller reads; never a token */
  constructor(readonly reason: string) {
    super('account.needs_reauth', 'unprocessable', `The account must be connected again: ${reason}`);
  }
}

/** No access token could be had in time, although nothing says that the credentials are bad. Worth trying again. */
export class TokenUnavailableError extends DomainError {
  /** @param accountId the account */
  constructor(accountId: number) {
    super(
      'account.token_unavailable',
      'unavailable',
      `Account ${accountId} is still being refreshed elsewhere.`,
    );
  }
}

/**
 * Turns credentials into the text that is encrypted.
 * @param credentials the credentials
 * @returns JSON
 */
export function credentialsToText(credentials: Credentials): string {
  return JSON.stringify({
    refresh_token: credentials.refreshToken,
    access_token: credentials.accessToken,
    access_token_expires_at: credentials.accessTokenExpiresAt?.toISOString(),
  });
}

/**
 * Reads what {@link credentialsToText} wrote.
 * @param text the decrypted JSON
 * @returns the credentials
 * @throws {TypeError} when it is something else; the message repeats nothing of it
 */
export function credentialsFromText(text: string): Credentials {
  const value = parseObject(text);
  if (typeof value['refresh_token'] !== 'string')
    throw new TypeError('stored credentials have no refresh token');
  const accessToken = value['access_token'];
  const expiresAt = value['access_token_expires_at'];
  return {
    refreshToken: value['refresh_token'],
    ...(typeof accessToken === 'string' && { accessToken }),
    ...(typeof expiresAt === 'string' && { accessTokenExpiresAt: new Date(expiresAt) }),
  };
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // JSON.parse quotes what it could not read, which would be part of a secret.
  }
  throw new TypeError('stored credentials are not an object');
}
