import { Inject, Injectable } from '@nestjs/common';
import { AccountTokens } from '../../accounts/account-tokens.ts';
import { CredentialsRejectedError } from '../../accounts/credentials.ts';
import type { Credentials, FreshCredentials } from '../../accounts/credentials.ts';
import { Clock } from '../../common/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import { CallFailedError } from '../http/call-failed.error.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { integerOf, jsonOf, recordOf, textOf } from '../http/json-shape.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { TransportError } from '../http/transport-error.ts';
import { applicationAuthorization } from './ebay-application.ts';
import { NEEDS_REAUTH } from './ebay-errors.ts';
import { EbayEnvironment } from './ebay.environment.ts';

/** For whom eBay is called, and until when. Every step context is one. */
export interface EbayCaller {
  readonly tenant: TenantRef;
  readonly account: { readonly id: number };
  readonly signal: AbortSignal;
}

/** Gives out eBay access tokens and refreshes them at eBay's token endpoint. */
@Injectable()
export class EbayTokens {
  constructor(
    @Inject(AccountTokens) private readonly accounts: Pick<AccountTokens, 'accessToken'>,
    private readonly transport: HttpTransport,
    private readonly environment: EbayEnvironment,
    private readonly clock: Clock,
  ) {}

  /**
   * Finds a token to call with. Nothing has been sent to the marketplace's API when this fails.
   * @param caller for whom
   * @param staleToken a token that eBay has just refused
   * @returns an access token
   * @throws {CallFailedError} never with a verdict of `maybe`
   */
  async accessToken(caller: EbayCaller, staleToken?: string): Promise<string> {
    const refresh = (credentials: Credentials, signal: AbortSignal): Promise<FreshCredentials> =>
      this.refresh(credentials, signal);
    try {
      return await this.accounts.accessToken(caller.tenant, caller.account.id, refresh, {
        signal: caller.signal,
        ...(staleToken === undefined ? {} : { staleToken }),
      });
    } catch (error) {
      throw this.failureOf(error, caller.signal);
    }
  }

  private failureOf(error: unknown, signal: AbortSignal): unknown {
    if (error instanceof CredentialsRejectedError) return reauthNeeded(error.reason);
    const passing =
      error instanceof TransportError ||
      (error instanceof DomainError && error.kind === 'unavailable') ||
      signal.aborted;
    return passing ? tokenUnavailable(error instanceof Error ? error.message : String(error)) : error;
  }

  private async refresh(credentials: Credentials, signal: AbortSignal): Promise<FreshCredentials> {
    const answer = await this.transport.send({
      method: 'POST',
      url: `${this.environment.EBAY_AUTH_URL}/identity/v1/oauth2/token`,
      headers: { authorization: applicationAuthorization(this.environment) },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: credentials.refreshToken }),
      signal,
    });
    const body = recordOf(jsonOf(answer.text));
    if (answer.status === 429) {
      const afterMs = retryAfterMs(answer.headers.get('retry-after'), this.clock.now().getTime());
      throw tokenUnavailable('too many token requests', {
        costsAttempt: false,
        ...(afterMs === undefined ? {} : { afterMs }),
      });
    }
    // A server that fails may say anything; what ends a connection is a refusal.
    if (answer.status < 500 && body['error'] === 'invalid_grant') {
      throw new CredentialsRejectedError(
        textOf(body['error_description']) ?? 'eBay ended the authorisation.',
      );
    }
    const accessToken = textOf(body['access_token']);
    const expiresInSeconds = integerOf(body['expires_in']);
    if (answer.status !== 200 || accessToken === undefined || expiresInSeconds === undefined) {
      // Only eBay's error code is repeated: anything else of a token endpoint's answer may be a secret.
      throw tokenUnavailable(`status ${answer.status}, ${textOf(body['error']) ?? 'no token'}`);
    }
    return { accessToken, expiresInSeconds };
  }
}

/** The token endpoint's word is the only one that ends a connection: the seller has to consent again. */
function reauthNeeded(reason: string): CallFailedError {
  return new CallFailedError(
    {
      code: 'ebay.reauth_needed',
      message: 'eBay no longer accepts the connection of this account. Connect it again.',
      actor: 'seller',
      original: reason,
    },
    NEEDS_REAUTH,
  );
}

function tokenUnavailable(
  reason: string,
  options: { readonly costsAttempt?: boolean; readonly afterMs?: number } = {},
): CallFailedError {
  return new CallFailedError(
    {
      code: 'ebay.token_unavailable',
      message: 'No access token could be had from eBay for now.',
      actor: 'marketplace',
      original: reason,
    },
    { kind: 'repeat', options },
  );
}
