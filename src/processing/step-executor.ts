import { Injectable } from '@nestjs/common';
import { DomainError } from '../domain/errors.ts';
import { refused, retry, unknown } from '../domain/outcome.ts';
import type { Failure, Outcome, Reconciliation } from '../domain/outcome.ts';
import type { EffectClass } from '../domain/vocabulary.ts';

/** A handler's call, given the signal it must obey. */
type Call<T> = (signal: AbortSignal) => Promise<T>;

/**
 * Calls handlers: with a deadline, and without trusting them. What a handler throws, or does not answer in time, is
 * turned into the outcome that is safe for the step's effect class.
 */
@Injectable()
export class StepExecutor {
  /**
   * Executes a step.
   * @param effect what repeating the step would do
   * @param timeoutMs longest time
   * @param lost aborts when the run must stop at once
   * @param call the handler's call
   * @returns its outcome; whatever goes wrong in a `once` step is unknown, since it may have been sent
   */
  async execute(
    effect: EffectClass,
    timeoutMs: number,
    lost: AbortSignal,
    call: Call<Outcome>,
  ): Promise<Outcome> {
    try {
      const outcome = await withDeadline(timeoutMs, lost, call);
      // A step that may be repeated freely needs no looking up: repeating it is the look.
      if (outcome.kind !== 'unknown' || effect === 'once') return outcome;
      const { costsAttempt = true } = outcome;
      return retry(outcome, { costsAttempt });
    } catch (error: unknown) {
      if (error instanceof DomainError && effect !== 'once') return ofDomainError(error);
      const failure = describe(error);
      // A browser may still be at work on it: asked again under the same id, it does it once.
      return effect === 'once' ? unknown(failure) : retry(failure, { keepsKey: true });
    }
  }

  /**
   * Looks a step's effect up.
   * @param timeoutMs longest time
   * @param lost aborts when the run must stop at once
   * @param call the handler's call
   * @returns what was found; `undecided` when looking failed, undefined where there was nothing at hand
   */
  async reconcile(
    timeoutMs: number,
    lost: AbortSignal,
    call: Call<Reconciliation | undefined>,
  ): Promise<Reconciliation | undefined> {
    try {
      return await withDeadline(timeoutMs, lost, call);
    } catch (error: unknown) {
      return { kind: 'undecided', message: describe(error).message };
    }
  }
}

/** A handler that ignores its signal is left behind: the run must not hang with it. */
async function withDeadline<T>(timeoutMs: number, lost: AbortSignal, call: Call<T>): Promise<T> {
  // Whoever lost the claim may not begin a call: the next holder may be making the same one.
  lost.throwIfAborted();
  const broken = new AbortController();
  const { signal } = broken;
  const onLost = (): void => {
    broken.abort(lost.reason);
  };
  const timer = setTimeout(() => {
    broken.abort(new StepTimeout(timeoutMs));
  }, timeoutMs);
  lost.addEventListener('abort', onLost, { once: true });
  try {
    return await new Promise<T>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
      });
      call(signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    lost.removeEventListener('abort', onLost);
  }
}

class StepTimeout extends Error {
  constructor(timeoutMs: number) {
    super(`no answer within ${timeoutMs / 1000} s`);
  }
}

function ofDomainError(error: DomainError): Outcome {
  const failure: Failure = {
    code: error.code,
    message: error.message,
    ...(error.details.fields === undefined ? {} : { fields: error.details.fields }),
  };
  return error.kind === 'unavailable' || error.kind === 'rate_limited' || error.kind === 'conflict'
    ? retry(failure)
    : refused(failure);
}

function describe(error: unknown): Failure {
  if (error instanceof StepTimeout)
    return { code: 'step.timeout', message: error.message, actor: 'marketplace' };
  if (error instanceof DomainError) return { code: error.code, message: error.message };
  return {
    code: 'step.crashed',
    message: `The step stopped unexpectedly (${error instanceof Error ? error.name : typeof error}).`,
    actor: 'us',
  };
}
