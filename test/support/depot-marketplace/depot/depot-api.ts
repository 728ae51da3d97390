import { Injectable } from '@nestjs/common';
import { AccountTokens } from '../../../../src/accounts/account-tokens.ts';
import { CredentialsRejectedError } from '../../../../src/accounts/credentials.ts';
import type { Credentials, FreshCredentials } from '../../../../src/accounts/credentials.ts';
import { Clock } from '../../../../src/common/clock.ts';
import { DomainError } from '../../../../src/domain/errors.ts';
import type { TenantRef } from '../../../../src/domain/tenant-ref.ts';
import type { EffectClass } from '../../../../src/domain/vocabulary.ts';
import { HttpTransport } from '../../../../src/handlers/http/http-transport.ts';
import type { HttpAnswer, HttpRequest } from '../../../../src/handlers/http/http-transport.ts';
import { integerOf, jsonOf, recordOf, textOf } from '../../../../src/handlers/http/json-shape.ts';
import type { JsonRecord } from '../../../../src/handlers/http/json-shape.ts';
import { TransportError } from '../../../../src/handlers/http/transport-error.ts';
import { depotCallError, failure, reauthNeeded, unanswered } from './depot-error-table.ts';
import { DepotEnvironment } from './depot.environment.ts';

/** For whom Depot is called, and until when. Every step context is one. */
export interface DepotCaller {
  readonly tenant: TenantRef;
  readonly account: { readonly id: number };
  readonly signal: AbortSignal;
}

/** One call of Depot's API, without its authorisation. */
export interface DepotCall extends Pick<HttpRequest, 'method'> {
  /** With its query. */
  readonly path: string;
  /** What a repeat of this very call would do. */
  readonly effect: EffectClass;
  readonly json?: unknown;
}

/** Sends authorised calls to Depot. Whatever is no success leaves it as a `CallFailedError`. */
@Injectable()
export class DepotApi {
  constructor(
    private readonly transport: HttpTransport,
    private readonly tokens: AccountTokens,
    private readonly environment: DepotEnvironment,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one call.
   * @param caller for whom, and until when
   * @param call what to send
   * @returns the JSON of a success
   * @throws {CallFailedError} for everything else
   */
  async call(caller: DepotCaller, call: DepotCall): Promise<JsonRecord> {
    const token = await this.token(caller);
    const answer = await this.send(call, caller.signal, { authorization: `Bearer ${token}` }).catch(
      (error: unknown) => {
        throw error instanceof TransportError ? unanswered(error, call.effect) : error;
      },
    );
    if (answer.status < 200 || answer.status > 299) {
      throw depotCallError(answer, call.effect, this.clock.now().getTime());
    }
    return recordOf(jsonOf(answer.text));
  }

  private async token({ tenant, account, signal }: DepotCaller): Promise<string> {
    const refresh = (credentials: Credentials, ends: AbortSignal): Promise<FreshCredentials> =>
      this.refresh(credentials, ends);
    try {
      return await this.tokens.accessToken(tenant, account.id, refresh, { signal });
    } catch (error) {
      if (error instanceof CredentialsRejectedError) throw reauthNeeded(error.reason);
      const passing =
        error instanceof TransportError ||
        (error instanceof DomainError && error.kind === 'unavailable') ||
        signal.aborted;
      throw passing ? failure('depot.token_unavailable', { kind: 'repeat' }) : error;
    }
  }

  private async refresh({ refreshToken }: Credentials, signal: AbortSignal): Promise<FreshCredentials> {
    const json = { refresh_token: refreshToken };
    const answer = await this.send({ method: 'POST', path: '/token', effect: 'repeatable', json }, signal);
    const body = recordOf(jsonOf(answer.text));
    if (body['error'] === 'invalid_grant') throw new CredentialsRejectedError('Depot ended the consent.');
    const [accessToken, expiresInSeconds] = [textOf(body['access_token']), integerOf(body['expires_in'])];
    if (accessToken === undefined || expiresInSeconds === undefined) {
      throw failure('depot.token_unavailable', { kind: 'repeat' }, `status ${answer.status}`);
    }
    return { accessToken, expiresInSeconds };
  }

  private send(
    { method, path, json }: DepotCall,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    return this.transport.send({
      method,
      url: `${this.environment.DEPOT_API_URL}${path}`,
      headers: { ...headers, ...(json !== undefined && { 'content-type': 'application/json' }) },
      signal,
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
  }
}
