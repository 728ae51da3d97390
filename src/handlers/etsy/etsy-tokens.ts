import { Inject, Injectable } from '@nestjs/common';
import { AccountTokens } from '../../accounts/account-tokens.ts';
import { CredentialsRejectedError } from '../../accounts/credentials.ts';
import type { Credentials, FreshCredentials } from '../../accounts/credentials.ts';
import { Clock } from '../../common/clock.ts';
import { DomainError } from '../../domain/errors.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { StepLog } from '../contract/contexts.ts';
import { CallFailedError } from '../http/call-failed.error.ts';
import { HttpTransport } from '../http/http-transport.ts';
import { integerOf, jsonOf, recordOf, textOf } from '../http/json-shape.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { TransportError } from '../http/transport-error.ts';
import { NEEDS_REAUTH } from './etsy-errors.ts';
import { EtsyEnvironment } from './etsy.environment.ts';

/** For whom Etsy is called, and until when. Every step context is one. */
export interface EtsyCaller {
  readonly tenant: TenantRef;
  readonly account: { readonly id: number };
  readonly signal: AbortSignal;
  /** Where Etsy's request ids are written; a verification has no log of its own. */
  readonly log?: StepLog;
}

/** Gives out Etsy access tokens and refreshes them. Every refresh brings a new refresh token, and ends the old one. */
@Injectable()
export class EtsyTokens {
  constructor(
    @Inject(AccountTokens) private readonly accounts: Pick<AccountTokens, 'accessToken'>,
    private readonly transport: HttpTransport,
    private readonly environment: EtsyEnvironment,
    private readonly clock: Clock,
  ) {}

  /**
   * Finds a token to call with. Nothing has been sent to the marketplace's API when this fails.
   * @param caller for whom
   * @param staleToken a token that Etsy has just refused
   * @returns an access token
   * @throws {CallFailedError} never with a verdict of `maybe`
   */
  async accessToken(caller: EtsyCaller, staleToken?: string): Promise<string> {
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
      url: `${this.environment.ETSY_AUTH_URL}/v3/public/oauth/token`,
      headers: { 'accept-language': 'en-US' },
      body: new URLSearchParams({
        grant_type: 'refresh_token',
        client_id: this.environment.ETSY_API_KEY ?? '',
        refresh_token: credentials.refreshToken,
      }),
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
        textOf(body['error_description']) ?? 'Etsy ended the authorisation.',
      );
    }
    const accessToken = textOf(body['access_token']);
    const refreshToken = textOf(body['refresh_token']);
    const expiresInSeconds = integerOf(body['expires_in']);
    if (answer.status !== 200 || accessToken === undefined || expiresInSeconds === undefined) {
      // Only Etsy's error code is repeated: anything else of a token endpoint's answer may be a secret.
      throw tokenUnavailable(`status ${answer.status}, ${textOf(body['error']) ?? 'no token'}`);
    }
    return { accessToken, expiresInSeconds, ...(refreshToken === undefined ? {} : { refreshToken }) };
  }
}

/**
 * The failure of a call for which the seller has to connect the account again.
 * @param reason Etsy's reason
 * @returns the failure, which holds the account
 */
export function reauthNeeded(reason: string): CallFailedError {
  return new CallFailedError(
    {
      code: 'etsy.reauth_needed',
      message: 'Etsy no longer accepts the connection of this account. Connect it again.',
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
      code: 'etsy.token_unavailable',
      message: 'No access token could be had from Etsy for now.',
      actor: 'marketplace',
      original: reason,
    },
    { kind: 'repeat', options },
  );
}
