import type { FieldError } from '../../domain/errors.ts';
import type { Failure, Retry } from '../../domain/outcome.ts';
import type { EffectClass } from '../../domain/vocabulary.ts';
import { CallFailedError, unansweredVerdict } from '../http/call-failed.error.ts';
import type { Verdict } from '../http/call-failed.error.ts';
import type { HttpAnswer } from '../http/http-transport.ts';
import { integerOf, jsonOf, recordOf, recordsOf, textOf } from '../http/json-shape.ts';
import { retryAfterMs } from '../http/retry-after.ts';
import { fieldOfAspect } from './ebay-aspects.ts';
import { EBAY_ERRORS, REVISIONS_USED_UP, ebayRule } from './ebay-error-table.ts';
import type { EbayErrorRule } from './ebay-error-table.ts';
import { untilNextPacificDay } from './next-pacific-day.ts';

/** One entry of eBay's `errors` or `warnings`. */
export interface EbayError {
  readonly errorId: number;
  readonly message: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** eBay answered, and not with success. */
export class EbayCallError extends CallFailedError {
  /**
   * @param failure what a seller reads
   * @param verdict what follows
   * @param status the HTTP status
   * @param errors eBay's errors as parsed, possibly none
   */
  constructor(
    failure: Failure,
    verdict: Verdict,
    readonly status: number,
    readonly errors: readonly EbayError[],
  ) {
    super(failure, verdict);
  }

  /**
   * @param errorId one of eBay's numbers
   * @returns the error of that number, if eBay named it
   */
  error(errorId: number): EbayError | undefined {
    return this.errors.find((error) => error.errorId === errorId);
  }
}

/** What is known of the call that failed. */
export interface FailedCall {
  /** What a repeat of this very call would do. */
  readonly effect: EffectClass;
  /** Whose budget a 429 is about. */
  readonly limit: NonNullable<Retry['blocks']>;
}

/** Repeats of a call that eBay refuses as concurrent; short, since the other change is about to end. */
const BUSY_MS = 2_000;
/** Wait after a 429 without Retry-After: six of the Media API's windows of 5 s, the only short one documented. */
const LIMITED_MS = 30_000;
const ORIGINAL_MAX = 2_000;

/**
 * Reads a list of eBay's errors or warnings.
 * @param value the `errors` or `warnings` of an answer
 * @returns its entries that have a number
 */
export function ebayErrorsOf(value: unknown): readonly EbayError[] {
  return recordsOf(value).flatMap((entry) => {
    const errorId = integerOf(entry['errorId']);
    if (errorId === undefined) return [];
    const parameters = recordsOf(entry['parameters']).flatMap(({ name, value: content }) => {
      const key = textOf(name);
      return key === undefined ? [] : [[key, textOf(content) ?? ''] as const];
    });
    const message = textOf(entry['longMessage']) ?? textOf(entry['message']) ?? '';
    return [{ errorId, message, parameters: Object.fromEntries(parameters) }];
  });
}

/**
 * Classifies an answer that is no success.
 * @param answer what eBay answered
 * @param call what is known of the call
 * @param nowMs the present, for a Retry-After that is a date
 * @returns the failure with its verdict
 */
export function ebayCallError(answer: HttpAnswer, call: FailedCall, nowMs: number): EbayCallError {
  const errors = ebayErrorsOf(recordOf(jsonOf(answer.text))['errors']);
  const original =
    errors.length > 0
      ? { status: answer.status, errors }
      : { status: answer.status, body: answer.text.slice(0, ORIGINAL_MAX) };
  const ruled = errors.map((error) => ({ error, rule: ruleOfError(error) }));
  const known = ruled.flatMap(({ error, rule }) => (rule === undefined ? [] : [{ error, rule }]));
  // One permanent no outweighs any number of passing troubles.
  const chosen = known.find(({ rule }) => rule.kind === 'refused') ?? known[0];
  const rule = answer.status === 429 ? LIMITED : (chosen?.rule ?? ruleOfStatus(answer.status));
  const words = chosen?.error.message ?? errors[0]?.message ?? '';
  const fields = rule.kind === 'refused' ? known.flatMap(fieldErrorOf) : [];
  const failure: Failure = {
    code: rule.code,
    message: words === '' ? rule.message : `${rule.message} eBay says: ${words}`,
    actor: rule.actor,
    ...(fields.length > 0 ? { fields } : {}),
    original,
  };
  return new EbayCallError(failure, verdictOf(rule, answer, call, nowMs), answer.status, errors);
}

function ruleOfError(error: EbayError): EbayErrorRule | undefined {
  const { ids, words } = REVISIONS_USED_UP;
  const usedUp = ids.includes(error.errorId) && words.test(error.message);
  return usedUp ? REVISIONS_USED_UP : EBAY_ERRORS.get(error.errorId);
}

const LIMITED: EbayErrorRule = { ...ebayRule('ebay.rate_limited'), kind: 'busy' };

function ruleOfStatus(status: number): EbayErrorRule {
  if (status >= 500 || status === 408) return ebayRule('ebay.unavailable');
  if (status === 404) return ebayRule('ebay.not_found');
  return ebayRule('ebay.refused', undefined, `eBay refused the call (${status}).`);
}

function verdictOf(rule: EbayErrorRule, answer: HttpAnswer, call: FailedCall, nowMs: number): Verdict {
  if (answer.status === 429) {
    const afterMs = retryAfterMs(answer.headers.get('retry-after'), nowMs) ?? LIMITED_MS;
    return { kind: 'repeat', options: { afterMs, blocks: call.limit, costsAttempt: false } };
  }
  switch (rule.kind) {
    case 'refused':
      return { kind: 'refused' };
    case 'busy':
      return { kind: 'repeat', options: { afterMs: BUSY_MS } };
    case 'tomorrow':
      return { kind: 'repeat', options: { afterMs: untilNextPacificDay(nowMs), costsAttempt: false } };
    case 'reauth':
      return NEEDS_REAUTH;
    case 'maybe':
      return unansweredVerdict(call.effect);
  }
}

/** The seller has to connect the account again; waiting for that costs no attempt. */
export const NEEDS_REAUTH: Verdict = {
  kind: 'repeat',
  options: { holds: { hold: 'reauth', status: 'needs_reauth' }, costsAttempt: false },
};

function fieldErrorOf({ error, rule }: { error: EbayError; rule: EbayErrorRule }): readonly FieldError[] {
  const field = rule.field ?? namedField(error);
  return field === undefined ? [] : [{ field, code: rule.code, message: error.message || rule.message }];
}

/** eBay names the field in a parameter, or starts its sentence with it ("Size is required for this category."). */
function namedField(error: EbayError): string | undefined {
  const named =
    error.parameters['field'] ??
    error.parameters['fieldName'] ??
    /(?:^|\b)(?:The )?(?:item specific )?([\p{L} ]{2,40}?) (?:is required|is missing|value is invalid)/u.exec(
      error.message,
    )?.[1];
  if (named === undefined || named === '') return undefined;
  return fieldOfAspect(named.trim()) ?? 'attributes.ebay_aspects';
}
