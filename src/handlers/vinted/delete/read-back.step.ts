import { done, refused, retry } from '../../../domain/outcome.ts';
import type { Failure, Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { endingEffect, endingOf, namedItem } from './ending.ts';
import type { EndingNames } from './ending.ts';
import type { ItemLook } from './item-look.ts';
import type { ItemState } from './item-state.ts';

/** Vinted shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Says what follows where Vinted refuses for good to delete an item that is live. */
export type OnLeft = (failure: Failure, itemId: number, context: StepContext) => Outcome;

/** Looks whether the item is gone: a success answer alone proves nothing. */
export class ReadBackGoneStep implements LocalStep {
  /**
   * @param look how a known item stands
   * @param names what the steps are called
   * @param onLeft what follows where the item stays; a refusal where absent
   */
  constructor(
    private readonly look: ItemLook,
    private readonly names: EndingNames,
    private readonly onLeft?: OnLeft,
  ) {}

  /**
   * @param task the step; a payload that names an item makes it save that item's end
   * @param context the job, and what was found
   * @returns done with how the item has ended, a retry where Vinted still shows it
   * @throws {StepFailedError} where Vinted cannot be asked now
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const { itemId, status, refusal } = endingOf(context, task, this.names);
    if (itemId === undefined || status !== 'live') return ended(task, status);
    const { state } = await this.look.standing(context, itemId);
    if (state !== 'live' && state !== undefined) return ended(task, state);
    if (refusal !== undefined) return this.left(refusal, itemId, task, context);
    // Deleting has made sure who is logged in, so what has no form any more is gone.
    if (state === undefined) return ended(task, 'ended');
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

  /** A seller who retries a job wants it tried again, not refused again: the step that saves appends that. */
  private left(refusal: Failure, itemId: number, task: TaskView, context: StepContext): Outcome {
    if (this.onLeft !== undefined) return this.onLeft(refusal, itemId, context);
    const isAlone = namedItem(task) === undefined && context.superseded.length === 0;
    return isAlone && task.attempt > 1 ? done({ status: 'live' }) : refused(refusal);
  }
}

function ended(task: TaskView, status: ItemState): Outcome {
  const closed = status === 'sold' ? 'sold' : 'ended';
  const effects = namedItem(task) === undefined ? [] : [endingEffect(task, closed, true)];
  return done({ status: closed }, effects);
}
