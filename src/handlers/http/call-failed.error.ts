import { refused, retry, unknown } from '../../domain/outcome.ts';
import type { Failure, Outcome, Reconciliation, Retry } from '../../domain/outcome.ts';
import type { EffectClass } from '../../domain/vocabulary.ts';

/** What is known of a failed call's effect, and what follows from it. */
export type Verdict =
  /** No for good. */
  | { readonly kind: 'refused' }
  /** Certainly, or harmlessly, without effect: may be repeated. */
  | { readonly kind: 'repeat'; readonly options?: RetryOptions }
  /** Sent, and nobody knows what it did. */
  | { readonly kind: 'maybe' };

/** How a repeat is to wait. */
export type RetryOptions = Partial<Pick<Retry, 'afterMs' | 'blocks' | 'holds' | 'costsAttempt'>>;

/** A call to a marketplace failed in a way that is understood. */
export class CallFailedError extends Error {
  /**
   * @param failure what a seller reads
   * @param verdict what follows
   */
  constructor(
    readonly failure: Failure,
    readonly verdict: Verdict,
  ) {
    super(`${failure.code}: ${failure.message}`);
    this.name = new.target.name;
  }

  /**
   * The outcome of a step that ends with this failure.
   * @param effect the step's effect class
   * @returns `unknown` only where the call may have taken effect and repeating it would do it twice
   */
  outcome(effect: EffectClass): Outcome {
    switch (this.verdict.kind) {
      case 'refused':
        return refused(this.failure);
      case 'repeat':
        return retry(this.failure, this.verdict.options);
      case 'maybe':
        return effect === 'once' ? unknown(this.failure) : retry(this.failure);
    }
  }

  /**
   * What a look-up that failed says: nothing about the effect, so it is asked again.
   * @returns a retry where waiting may help, else undecided
   */
  reconciliation(): Reconciliation {
    return this.verdict.kind === 'refused'
      ? { kind: 'undecided', message: this.failure.message }
      : retry(this.failure, this.verdict.kind === 'repeat' ? this.verdict.options : {});
  }
}

/**
 * The verdict on a call whose answer is missing or useless.
 * @param effect the call's own effect class
 * @returns `maybe` for a create without a key; every other call may simply be repeated
 */
export function unansweredVerdict(effect: EffectClass): Verdict {
  return effect === 'once' ? { kind: 'maybe' } : { kind: 'repeat' };
}
