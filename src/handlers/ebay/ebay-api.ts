import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import { CallFailedError, unansweredVerdict } from '../http/call-failed.error.ts';
import { HttpTransport } from '../http/http-transport.ts';
import type { HttpAnswer, HttpRequest } from '../http/http-transport.ts';
import { jsonOf, recordOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { TransportError } from '../http/transport-error.ts';
import { ebayCallError } from './ebay-errors.ts';
import type { FailedCall } from './ebay-errors.ts';
import { EbayTokens } from './ebay-tokens.ts';
import type { EbayCaller } from './ebay-tokens.ts';

/** One call of eBay's API, without its authorisation. */
export interface EbayCall extends FailedCall, Pick<HttpRequest, 'method' | 'url' | 'headers'> {
  readonly json?: unknown;
  readonly form?: FormData;
}

/** eBay's answer to a call that succeeded. */
export interface EbaySuccess {
  readonly status: number;
  /** The JSON of the body; an empty object where there is none or it is something else. */
  readonly body: JsonRecord;
  readonly location: string | null;
}

/** Sends authorised calls to eBay. Whatever is no success leaves it as a {@link CallFailedError}. */
@Injectable()
export class EbayApi {
  constructor(
    private readonly transport: HttpTransport,
    private readonly tokens: EbayTokens,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one call. A 401 certainly had no effect, so it leads to one refresh and one repeat; what refuses the fresh
   * token as well is tried again later.
   * @param caller for whom, and until when
   * @param call what to send
   * @returns the answer, its status between 200 and 299
   * @throws {CallFailedError} for everything else
   */
  async call(caller: EbayCaller, call: EbayCall): Promise<EbaySuccess> {
    const token = await this.tokens.accessToken(caller);
    const first = await this.send(caller, call, token);
    if (first.status !== 401) return this.successOf(first, call);
    const second = await this.send(caller, call, await this.tokens.accessToken(caller, token));
    if (second.status === 401) throw freshTokenRefused();
    return this.successOf(second, call);
  }

  /**
   * The failure of one part of a call whose other parts may have succeeded.
   * @param status the part's own status
   * @param part its JSON, with its `errors`
   * @param call what was sent
   * @returns the failure, classified like an answer of its own
   */
  failedPart(status: number, part: JsonRecord, call: FailedCall): CallFailedError {
    const text = JSON.stringify(part);
    return ebayCallError({ status, headers: new Headers(), text }, call, this.clock.now().getTime());
  }

  private async send(caller: EbayCaller, call: EbayCall, token: string): Promise<HttpAnswer> {
    const body = call.form ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    try {
      return await this.transport.send({
        method: call.method,
        url: call.url,
        headers: {
          ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
          // fetch would send `*`, which eBay refuses (25709); and its words are matched and kept in one language.
          'accept-language': 'en-US',
          ...call.headers,
          authorization: `Bearer ${token}`,
        },
        signal: caller.signal,
        ...(body === undefined ? {} : { body }),
      });
    } catch (error) {
      throw error instanceof TransportError ? unanswered(error, call) : error;
    }
  }

  private successOf(answer: HttpAnswer, call: EbayCall): EbaySuccess {
    if (answer.status < 200 || answer.status > 299) {
      throw ebayCallError(answer, call, this.clock.now().getTime());
    }
    return {
      status: answer.status,
      body: recordOf(jsonOf(answer.text)),
      location: answer.headers.get('location'),
    };
  }
}

/**
 * The failure of a call whose answer lacks what it must have.
 * @param call what was sent
 * @param missing the field that is not there
 * @returns the failure; the call counts as one that may have taken effect
 */
export function malformedAnswer(call: FailedCall, missing: string): CallFailedError {
  return new CallFailedError(
    {
      code: 'ebay.answer_malformed',
      message: `eBay's answer does not contain ${missing}.`,
      actor: 'marketplace',
    },
    unansweredVerdict(call.effect),
  );
}

/**
 * No reason to bother the seller: that the consent has ended is said by the token endpoint (`invalid_grant`), which has
 * just honoured it. Seldom it is a token that died on its way, so it costs an attempt and cannot go on for ever.
 */
function freshTokenRefused(): CallFailedError {
  return new CallFailedError(
    {
      code: 'ebay.token_refused',
      message: 'eBay refused an access token that it had just issued.',
      actor: 'marketplace',
    },
    { kind: 'repeat' },
  );
}

function unanswered(error: TransportError, call: FailedCall): CallFailedError {
  return error.sent === 'never'
    ? new CallFailedError(
        {
          code: 'ebay.unreachable',
          message: 'eBay could not be reached.',
          actor: 'marketplace',
          original: error.reason,
        },
        { kind: 'repeat' },
      )
    : new CallFailedError(
        {
          code: 'ebay.answer_lost',
          message: 'The connection to eBay ended before its answer arrived.',
          actor: 'marketplace',
          original: error.reason,
        },
        unansweredVerdict(call.effect),
      );
}
