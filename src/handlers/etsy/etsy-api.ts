import { Injectable } from '@nestjs/common';
import { Clock } from '../../common/clock.ts';
import type { EffectClass } from '../../domain/vocabulary.ts';
import { CallFailedError, unansweredVerdict } from '../http/call-failed.error.ts';
import { HttpTransport } from '../http/http-transport.ts';
import type { HttpAnswer, HttpRequest } from '../http/http-transport.ts';
import { jsonOf, recordOf } from '../http/json-shape.ts';
import type { JsonRecord } from '../http/json-shape.ts';
import { TransportError } from '../http/transport-error.ts';
import { EtsyBudget } from './etsy-budget.ts';
import { etsyProblemsOf } from './etsy-error-shapes.ts';
import { etsyRuleOf } from './etsy-error-table.ts';
import { etsyCallError } from './etsy-errors.ts';
import { EtsyTokens, reauthNeeded } from './etsy-tokens.ts';
import type { EtsyCaller } from './etsy-tokens.ts';
import { EtsyEnvironment } from './etsy.environment.ts';

/** One call of Etsy's API, without its authorisation. */
export interface EtsyCall extends Pick<HttpRequest, 'method'> {
  /** Below `/v3/application/`, with its query. */
  readonly path: string;
  /** What a repeat of this very call would do. */
  readonly effect: EffectClass;
  readonly json?: unknown;
  readonly form?: URLSearchParams | FormData;
}

/** Sends authorised calls to Etsy. Whatever is no success leaves it as a {@link CallFailedError}. */
@Injectable()
export class EtsyApi {
  constructor(
    private readonly transport: HttpTransport,
    private readonly tokens: EtsyTokens,
    private readonly budget: EtsyBudget,
    private readonly environment: EtsyEnvironment,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes one call. A 401 certainly had no effect, so it leads to one refresh and one repeat.
   * @param caller for whom, and until when
   * @param call what to send
   * @returns the JSON of an answer with a status between 200 and 299; an empty object where it is something else
   * @throws {CallFailedError} for everything else
   */
  async call(caller: EtsyCaller, call: EtsyCall): Promise<JsonRecord> {
    const token = await this.tokens.accessToken(caller);
    const first = await this.send(caller, call, token);
    // A key that Etsy refuses is no fault of the seller's token, and a refresh would only end a good one.
    if (first.status !== 401 || isAboutKey(first)) return this.bodyOf(first, call);
    const second = await this.send(caller, call, await this.tokens.accessToken(caller, token));
    if (second.status === 401) throw reauthNeeded('Etsy refused a token it had just issued.');
    return this.bodyOf(second, call);
  }

  private async send(caller: EtsyCaller, call: EtsyCall, token: string): Promise<HttpAnswer> {
    const { ETSY_API_URL, ETSY_API_KEY, ETSY_SHARED_SECRET } = this.environment;
    const body = call.form ?? (call.json === undefined ? undefined : JSON.stringify(call.json));
    try {
      const answer = await this.transport.send({
        method: call.method,
        url: `${ETSY_API_URL}/v3/application/${call.path}`,
        headers: {
          ...(call.json === undefined ? {} : { 'content-type': 'application/json' }),
          // fetch would send `*`; and Etsy's words are matched and kept in one language.
          'accept-language': 'en-US',
          'x-api-key': `${ETSY_API_KEY ?? ''}:${ETSY_SHARED_SECRET ?? ''}`,
          authorization: `Bearer ${token}`,
        },
        signal: caller.signal,
        ...(body === undefined ? {} : { body }),
      });
      await this.budget.observe(answer.headers);
      this.note(caller, call, answer);
      return answer;
    } catch (error) {
      throw error instanceof TransportError ? unanswered(error, call) : error;
    }
  }

  /** Etsy's support asks for this id; writes and failures are what one would ask about. */
  private note(
    { log }: EtsyCaller,
    { method, path, effect }: EtsyCall,
    { status, headers }: HttpAnswer,
  ): void {
    const details = { method, path, status, etsy_request_uuid: headers.get('x-etsy-request-uuid') };
    if (status >= 400) log?.warn('Etsy did not accept a call', details);
    else if (effect !== 'none') log?.info('Etsy took a call', details);
  }

  private bodyOf(answer: HttpAnswer, call: EtsyCall): JsonRecord {
    if (answer.status < 200 || answer.status > 299) {
      throw etsyCallError(answer, call.effect, this.clock.now().getTime());
    }
    return recordOf(jsonOf(answer.text));
  }
}

function isAboutKey({ text }: HttpAnswer): boolean {
  return etsyProblemsOf(text).some((problem) => etsyRuleOf(problem)?.code === 'etsy.key_invalid');
}

/**
 * The failure of a call whose answer lacks what it must have.
 * @param effect what a repeat of the call would do
 * @param missing the field that is not there
 * @returns the failure; the call counts as one that may have taken effect
 */
export function malformedAnswer(effect: EffectClass, missing: string): CallFailedError {
  return new CallFailedError(
    {
      code: 'etsy.answer_malformed',
      message: `Etsy's answer does not contain ${missing}.`,
      actor: 'marketplace',
    },
    unansweredVerdict(effect),
  );
}

function unanswered(error: TransportError, call: EtsyCall): CallFailedError {
  const never = error.sent === 'never';
  return new CallFailedError(
    {
      code: never ? 'etsy.unreachable' : 'etsy.answer_lost',
      message: never
        ? 'Etsy could not be reached.'
        : 'The connection to Etsy ended before its answer arrived.',
      actor: 'marketplace',
      original: error.reason,
    },
    never ? { kind: 'repeat' } : unansweredVerdict(call.effect),
  );
}
