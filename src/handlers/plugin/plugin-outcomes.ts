import type { FieldError } from '../../domain/errors.ts';
import { refused, retry, unknown } from '../../domain/outcome.ts';
import type { Failure, Outcome, Refused, Retry } from '../../domain/outcome.ts';
import type { EffectClass } from '../../domain/vocabulary.ts';
import type { PluginGoneError } from '../../plugin/plugin-gone.error.ts';
import type { CommandError } from '../../plugin/protocol/result-message.ts';
import { PLUGIN_ERROR_CATALOGUE } from './plugin-error-catalogue.ts';
import { PLUGIN_ERRORS } from './plugin-error-table.ts';
import type { FailedAnswer } from './plugin-step.ts';

/** Rest after a limit whose end is not named: what public tools take after a 429, 15 minutes. */
const UNNAMED_REST_MS = 15 * 60_000;
/** Time between two looks whether the extension is new enough, at `TIME_SCALE` 1. */
const UPDATE_MS = 60_000;

/** Whose failure it is. */
export interface FailedStep {
  /** The marketplace as the catalogue spells it. */
  readonly marketplace: string;
  /** The marketplace as sellers know it. */
  readonly name: string;
  readonly effect: EffectClass;
  /** Executions begun, this one included. */
  readonly attempt: number;
  /** Finds the product's field behind the marketplace's. */
  readonly fieldOf?: (field: string) => string | undefined;
}

/**
 * The outcome of a command that brought nothing.
 * @param answer what the browser said
 * @param step whose command it was
 * @returns `unknown` only where it may have taken effect and repeating it would do it twice
 */
export function outcomeOfFailure(answer: FailedAnswer, step: FailedStep): Outcome {
  const rule = PLUGIN_ERRORS[answer.error.kind];
  const failure = failureOf(answer, step);
  const maybe =
    answer.status === 'unknown' ||
    rule.course === 'not_understood' ||
    answer.error.kind === 'network_after_send';
  if (maybe && step.effect === 'once') return unknown(failure);
  switch (rule.course) {
    case 'wait_for_lane':
      return retry(failure, { costsAttempt: false, waitsForLane: true });
    case 'wait_for_update':
      return retry(failure, { costsAttempt: false, patienceMs: UPDATE_MS });
    case 'rest':
      return retry(failure, {
        costsAttempt: false,
        afterMs: answer.error.retry_after_ms ?? UNNAMED_REST_MS,
        blocks: 'account',
      });
    case 'once_more':
      return step.attempt > 1 ? refused(failure) : retry(failure);
    case 'refuse':
      return refused(failure);
    // A page for people may come once; one that keeps coming ends the job when its attempts are spent.
    case 'not_understood':
    case 'repeat':
      return retry(failure);
    case 'repeat_freely':
      return retry(failure, { costsAttempt: false });
  }
}

/**
 * The outcome of a command whose browser was not there, or went.
 * @param error what is known of it
 * @param effect the step's effect class
 * @returns unknown where it may have taken effect and must be looked up; else a wait for the browser. A command that
 *   may be repeated keeps its key, by which a browser that has executed it answers instead of doing it again.
 */
export function outcomeOfGone(error: PluginGoneError, effect: EffectClass): Outcome {
  const failure = goneFailure(error);
  if (effect !== 'once') {
    return retry(failure, { costsAttempt: false, waitsForLane: true, keepsKey: true });
  }
  return error.sent ? unknown(failure, { costsAttempt: false }) : waitForBrowser(error);
}

/**
 * The wait for a browser that nothing was sent to.
 * @param error what is known of it
 * @returns a retry that costs nothing
 */
export function waitForBrowser(error: PluginGoneError): Retry {
  return retry(goneFailure(error), { costsAttempt: false, waitsForLane: true });
}

/**
 * The end of a step whose command, or whose answer, has not the shape that was agreed upon.
 * @param message a sentence for the seller
 * @param fields what is wrong
 * @returns the refusal
 */
export function shapeRefused(message: string, fields: readonly FieldError[]): Refused {
  return refused({ code: 'plugin.shape_invalid', message, actor: 'us', original: fields });
}

function goneFailure({ message }: PluginGoneError): Failure {
  return { code: 'plugin.gone', message, actor: 'seller' };
}

function failureOf({ error, http }: FailedAnswer, step: FailedStep): Failure {
  const code = `plugin.${error.kind}` as const;
  const fields = fieldsOf(error, step);
  return {
    code,
    message: PLUGIN_ERRORS[error.kind].message(step.name),
    actor: PLUGIN_ERROR_CATALOGUE[code].actor,
    ...(fields.length === 0 ? {} : { fields }),
    original: { ...error, ...(http === null ? {} : { http }) },
  };
}

function fieldsOf({ fields = [] }: CommandError, step: FailedStep): readonly FieldError[] {
  return fields.map(({ field, message }) => ({
    field: step.fieldOf?.(field) ?? step.marketplace,
    code: `${step.marketplace}.${step.fieldOf?.(field) === undefined ? 'listing' : 'field'}_refused`,
    message: message === '' ? `${step.name} does not accept ${field}.` : message,
  }));
}
