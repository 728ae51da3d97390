import type { Done } from '../../../domain/outcome.ts';
import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome, Reconciliation } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { NOT_LISTED } from '../update/not-listed.ts';
import { oldIdsOf } from './old-listings.ts';

/**
 * Lets one of publishing's steps work on the new copy: it never sees the old listing, whose row the context still has
 * when the job begins, and what it creates opens a row of its own.
 */
export class OnCopy implements Step {
  /** @param step publishing's step */
  constructor(private readonly step: Step) {}

  /**
   * @param task the step
   * @param context the job, and what `look` has found
   * @returns the step's outcome; done without anything where the piece is sold, refused where nothing is live
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const state = context.results['look']?.['state'];
    if (state === 'sold') return done({ skipped: 'sold' });
    if (state !== 'on_sale') return refused({ ...NOT_LISTED, actor: 'seller' });
    return opening(task, await this.step.execute(task, ofCopy(context)));
  }

  /**
   * @param task the step
   * @param context the job, and what `look` has found
   * @returns what the step finds
   */
  async lookUp(task: TaskView, context: StepContext): Promise<Reconciliation> {
    if (this.step.lookUp === undefined) return { kind: 'absent' };
    return opening(task, await this.step.lookUp(task, ofCopy(context)));
  }
}

function ofCopy(context: StepContext): StepContext {
  const id = context.listing?.externalIds['listing_id'];
  const isOld = id !== undefined && oldIdsOf(context).includes(id);
  return isOld ? { ...context, listing: null } : context;
}

function opening<T extends Outcome | Reconciliation>(task: TaskView, outcome: T): T | Done {
  if (outcome.kind !== 'done' || task.step !== 'create_draft') return outcome;
  const effects = outcome.effects.map((effect) =>
    effect.type === 'listing' ? { ...effect, copy: 'new_copy' as const } : effect,
  );
  return { ...outcome, effects };
}
