import type { Effect } from '../../../domain/effects.ts';
import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { Ending } from '../delete/ending.ts';
import { hasEnded } from '../delete/sale-state.ts';

/** Etsy shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Chooses the listings that a step ends. */
export type Chosen = (context: StepContext) => readonly string[];

/** Takes listings off sale, those that are not already. */
export class EndListingsStep implements Step {
  /**
   * @param ending ends listings
   * @param chosen which ones
   */
  constructor(
    private readonly ending: Ending,
    private readonly chosen: Chosen,
  ) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with what was sent. Where Etsy refuses it for good, both copies are for sale: the seller is told, and
   *   the next step meets the refusal again and fails the job, since a refused step cannot tell anybody
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const sent: Record<string, string> = {};
    try {
      for (const id of this.chosen(context)) {
        sent[id] = (await this.ending.bring(context, Number(id))).sent;
      }
      return done({ sent });
    } catch (error) {
      if (!(error instanceof CallFailedError) || error.verdict.kind !== 'refused') throw error;
      return done({ sent, refused: error.failure.code }, [this.twoCopies(context, error)]);
    }
  }

  private twoCopies(context: StepContext, { failure }: CallFailedError): Effect {
    return {
      type: 'pending_action',
      code: 'listing.two_copies',
      message: `This product may be for sale twice: one of its two listings could not be ended. ${failure.message} End it on Etsy.`,
      details: { not_ended: this.chosen(context), code: failure.code },
    };
  }
}

/** Reads back that listings are off sale, and ends again what Etsy answered with success and did not end. */
export class ReadOffSaleStep implements Step {
  /**
   * @param ending reads a listing, and ends it where it goes on
   * @param chosen which ones
   */
  constructor(
    private readonly ending: Ending,
    private readonly chosen: Chosen,
  ) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done with how each stands once all have ended, retry until then
   * @throws {CallFailedError} for calls that failed
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const states: Record<string, string> = {};
    for (const id of this.chosen(context)) {
      const { before } = await this.ending.bring(context, Number(id));
      if (!hasEnded(before)) {
        return retry(
          {
            code: 'etsy.end_not_visible',
            message: 'Etsy took the deactivation, and still shows the listing as for sale.',
            actor: 'marketplace',
          },
          { afterMs: SHOW_MS },
        );
      }
      states[id] = before;
    }
    return done({ states });
  }
}
