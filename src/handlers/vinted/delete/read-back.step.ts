import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { foundBefore } from './found.ts';
import type { ItemLook } from './item-look.ts';

/** Vinted shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Looks whether the item is gone: a success answer alone proves nothing. */
export class ReadBackGoneStep implements LocalStep {
  /** @param look how a known item stands */
  constructor(private readonly look: ItemLook) {}

  /**
   * @param _task the step
   * @param context the job, and what was found
   * @returns done with how the item has ended, a retry where Vinted still shows it
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { itemId, status } = foundBefore(context);
    if (itemId === undefined || status !== 'live') return done({ status });
    // Deleting has made sure who is logged in, so what has no form any more is gone.
    const said = (await this.look.inForm(context, itemId)) ?? (await this.look.inWardrobe(context, itemId));
    if (said === 'missing') return done({ status: 'ended' });
    if (said === 'sold' || said === 'ended') return done({ status: said });
    return retry(
      {
        code: 'vinted.item_still_visible',
        message: 'Vinted still shows the item.',
        actor: 'marketplace',
        original: { item_id: itemId },
      },
      { afterMs: SHOW_MS },
    );
  }
}
