import type { Reconciliation, Refused, Retry } from '../../domain/outcome.ts';

/** A step, or a look at the marketplace, failed in a way that is understood and certainly had no effect. */
export class StepFailedError extends Error {
  /** @param outcome what the step ends with */
  constructor(readonly outcome: Refused | Retry) {
    super(`${outcome.code}: ${outcome.message}`);
    this.name = new.target.name;
  }

  /**
   * What a look that failed says: nothing about the effect, so it is asked again.
   * @returns a retry where waiting may help, else undecided
   */
  reconciliation(): Reconciliation {
    const { outcome } = this;
    return outcome.kind === 'retry' ? outcome : { kind: 'undecided', message: outcome.message };
  }
}
