/** What a run obeys besides the wishes of people. */
export interface RunSignals {
  /** Aborts when the job shall be handed back at its next step. */
  readonly stop: AbortSignal;
  /** Aborts when the step under way shall be broken off: the program must end, and the claim still holds. */
  readonly abandon: AbortSignal;
  /** Aborts when the claim is lost and nothing more may be written. */
  readonly lost: AbortSignal;
}
