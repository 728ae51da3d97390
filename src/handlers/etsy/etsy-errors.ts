import type { FieldError } from '../../domain/errors.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { EffectClass } from '../../domain/vocabulary.ts';
import { CallFailedError, unansweredVerdict } from '../http/call-failed.error.ts';
import type { Verdict } from '../http/call-failed.error.ts';
import type { HttpAnswer } from '../http/http-transport.ts';
import { ETSY_ERROR_CATALOGUE } from './etsy-error-catalogue.ts';
import type { EtsyErrorCode } from './etsy-error-catalogue.ts';
import { etsyProblemsOf } from './etsy-error-shapes.ts';
import type { EtsyProblem } from './etsy-error-shapes.ts';
import { etsyRuleOf } from './etsy-error-table.ts';
import type { EtsyErrorRule } from './etsy-error-table.ts';
import { limitVerdict } from './etsy-limits.ts';

/** Etsy answered, and not with success. */
export class EtsyCallError extends CallFailedError {
  /**
   * @param failure what a seller reads
   * @param verdict what follows
   * @param status the HTTP status
   * @param problems what Etsy finds wrong, possibly nothing
   */
  constructor(
    failure: Failure,
    verdict: Verdict,
    readonly status: number,
    readonly problems: readonly EtsyProblem[],
  ) {
    super(failure, verdict);
  }
}

/** The seller has to connect the account again; waiting for that costs no attempt. */
export const NEEDS_REAUTH: Verdict = {
  kind: 'repeat',
  options: { holds: { hold: 'reauth', status: 'needs_reauth' }, costsAttempt: false },
};

type StatusRule = Omit<EtsyErrorRule, 'kind' | 'path' | 'words'> & {
  readonly kind: EtsyErrorRule['kind'] | 'maybe' | 'limited';
};

/** Repeats of a call that met another change of the same listing; short, since that is about to end. */
const BUSY_MS = 2_000;
const ORIGINAL_MAX = 2_000;

/**
 * Classifies an answer that is no success.
 * @param answer what Etsy answered
 * @param effect what a repeat of this very call would do
 * @param nowMs the present, for a Retry-After that is a date
 * @returns the failure with its verdict
 */
export function etsyCallError(answer: HttpAnswer, effect: EffectClass, nowMs: number): EtsyCallError {
  const problems = etsyProblemsOf(answer.text);
  const known = problems.flatMap((problem) => {
    const rule = etsyRuleOf(problem);
    return rule === undefined ? [] : [{ problem, rule }];
  });
  const rule = ruleOf(answer.status, known[0]?.rule);
  const words = problems.map(({ message }) => message).join(' · ');
  const fields = rule.kind === 'refused' ? known.flatMap(fieldErrorOf) : [];
  const failure: Failure = {
    code: rule.code,
    message: words === '' ? rule.message : `${rule.message} Etsy says: ${words}`,
    actor: rule.actor,
    ...(fields.length > 0 ? { fields } : {}),
    original: {
      status: answer.status,
      request_uuid: answer.headers.get('x-etsy-request-uuid'),
      ...(problems.length > 0 ? { problems } : { body: answer.text.slice(0, ORIGINAL_MAX) }),
    },
  };
  return new EtsyCallError(failure, verdictOf(rule, answer, effect, nowMs), answer.status, problems);
}

/** Words are believed only where the status says that the request was at fault; a 500 may say anything. */
function ruleOf(status: number, known: EtsyErrorRule | undefined): StatusRule {
  if (status === 429) return status429;
  if (status >= 500 || status === 408) return unavailable;
  if (status === 409) return known?.code === 'etsy.frozen' ? known : busy;
  if (known !== undefined) return known;
  return status === 404 ? notFound : { ...unexplained, message: `Etsy refused the call (${status}).` };
}

const status429 = statusRule('limited', 'etsy.rate_limited');
const unavailable = statusRule('maybe', 'etsy.unavailable');
const busy = statusRule('busy', 'etsy.busy');
const notFound = statusRule('refused', 'etsy.not_found');
const unexplained = statusRule('refused', 'etsy.refused');

function statusRule(kind: StatusRule['kind'], code: EtsyErrorCode): StatusRule {
  const { happened, actor } = ETSY_ERROR_CATALOGUE[code];
  return { kind, code, message: happened, actor };
}

function verdictOf(rule: StatusRule, answer: HttpAnswer, effect: EffectClass, nowMs: number): Verdict {
  switch (rule.kind) {
    case 'refused':
      return { kind: 'refused' };
    case 'busy':
      return { kind: 'repeat', options: { afterMs: BUSY_MS } };
    case 'reauth':
      return NEEDS_REAUTH;
    case 'limited':
      return limitVerdict(answer, nowMs);
    case 'maybe':
      return unansweredVerdict(effect);
  }
}

function fieldErrorOf({
  problem,
  rule,
}: {
  readonly problem: EtsyProblem;
  readonly rule: EtsyErrorRule;
}): readonly FieldError[] {
  return rule.field === undefined
    ? []
    : [{ field: rule.field, code: rule.code, message: problem.message || rule.message }];
}
