import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { Ending } from './ending.ts';
import { listingIdOf, listingIdsOf } from './listing-of-job.ts';
import { hasEnded } from './sale-state.ts';
import type { SaleState } from './sale-state.ts';

/** Etsy shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads what Etsy made of it. Etsy has answered changes of state with success and left the state as it was. */
export class ReadEndedStep implements Step {
  /** @param ending reads a listing, and ends it where it goes on */
  constructor(private readonly ending: Ending) {}

  /**
   * @param _task the step
   * @param context the job
   * @returns done once Etsy shows every listing as ended or does not know it; until then it was sent again, and is retried
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const states: Record<string, SaleState> = {};
    for (const listingId of listingIdsOf(context)) {
      const { before: state } = await this.ending.bring(context, listingId);
      if (!hasEnded(state)) return notEnded(state);
      states[String(listingId)] = state;
    }
    return done({ state: states[String(listingIdOf(context))] ?? 'gone', states });
  }
}

function notEnded(state: SaleState): Outcome {
  return retry(
    {
      code: 'etsy.end_not_visible',
      message:
        state === 'draft'
          ? 'Etsy took the deletion, and still shows the draft.'
          : 'Etsy took the deactivation, and still shows the listing as for sale.',
      actor: 'marketplace',
    },
    { afterMs: SHOW_MS },
  );
}
