import type { Credentials } from '../../accounts/credentials.ts';
import type { Clock } from '../../common/clock.ts';
import {
  ConsentCodeRefusedError,
  ConsentMisconfiguredError,
  ConsentUnanswerableError,
} from '../contract/consent-errors.ts';
import type { HttpAnswer, HttpRequest, HttpTransport } from './http-transport.ts';
import { integerOf, jsonOf, recordOf, textOf } from './json-shape.ts';
import type { JsonRecord } from './json-shape.ts';
import { TransportError } from './transport-error.ts';

/** A request that belongs to a consent. */
export type ConsentCall = Pick<HttpRequest, 'url' | 'headers' | 'signal'>;

/** Speaks to a marketplace before there is an account: with a code, and with the token that it is exchanged for. */
export class CodeExchange {
  /**
   * @param title the marketplace as people write it
   * @param transport sends the requests
   * @param clock by which the token's end is told
   */
  constructor(
    private readonly title: string,
    private readonly transport: HttpTransport,
    private readonly clock: Clock,
  ) {}

  /**
   * Exchanges a code for tokens (RFC 6749, 4.1.3). It is sent once: a code whose answer was lost is spent.
   * @param call the token endpoint
   * @param form the fields of its form
   * @returns both tokens
   * @throws {ConsentCodeRefusedError} @throws {ConsentUnanswerableError} @throws {ConsentMisconfiguredError}
   */
  async redeem(call: ConsentCall, form: Readonly<Record<string, string>>): Promise<Required<Credentials>> {
    // Counted from before it was asked for, so that a slow answer makes no token look younger.
    const askedAt = this.clock.now().getTime();
    const body = new URLSearchParams({ grant_type: 'authorization_code', ...form });
    const answer = await this.send({ ...call, method: 'POST', body });
    const json = recordOf(jsonOf(answer.text));
    if (answer.status !== 200) {
      if (mayPass(answer.status)) throw new ConsentUnanswerableError(this.title, `status ${answer.status}`);
      if (json['error'] === 'invalid_grant') throw new ConsentCodeRefusedError(this.title);
      throw new ConsentMisconfiguredError(this.title, textOf(json['error']) ?? `status ${answer.status}`);
    }
    const accessToken = textOf(json['access_token']);
    const refreshToken = textOf(json['refresh_token']);
    const seconds = integerOf(json['expires_in']);
    if (accessToken === undefined || refreshToken === undefined || seconds === undefined) {
      throw new ConsentUnanswerableError(this.title, 'an answer without tokens');
    }
    return { accessToken, refreshToken, accessTokenExpiresAt: new Date(askedAt + seconds * 1000) };
  }

  /**
   * Reads something with a new access token.
   * @param call what to read, with its authorisation
   * @returns the JSON of the answer
   * @throws {ConsentUnanswerableError} @throws {ConsentMisconfiguredError}
   */
  async read(call: ConsentCall): Promise<JsonRecord> {
    const answer = await this.send({ ...call, method: 'GET' });
    if (answer.status === 200) return recordOf(jsonOf(answer.text));
    const reason = `status ${answer.status}`;
    throw mayPass(answer.status)
      ? new ConsentUnanswerableError(this.title, reason)
      : new ConsentMisconfiguredError(this.title, reason);
  }

  private async send(request: HttpRequest): Promise<HttpAnswer> {
    try {
      return await this.transport.send(request);
    } catch (error: unknown) {
      if (error instanceof TransportError) throw new ConsentUnanswerableError(this.title, error.reason);
      throw error;
    }
  }
}

function mayPass(status: number): boolean {
  return status === 429 || status >= 500;
}
