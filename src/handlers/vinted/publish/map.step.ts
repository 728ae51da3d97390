import { randomUUID } from 'node:crypto';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { markOf, vintedTitleOf } from '../vinted-texts.ts';
import { readyOrRefused } from './wanted.ts';

/**
 * Fixes, once for the whole job, what ties photos and item together on Vinted, and the title and mark by which the
 * item is found again. Every later attempt uses the same.
 */
export class MapStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job
   * @returns done with what stays the same, or refused where the product does not fit any more
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return Promise.resolve(ready);
    const { product } = ready;
    return Promise.resolve(
      done({
        temp_uuid: randomUUID(),
        upload_session_id: randomUUID(),
        title: vintedTitleOf(product.title),
        mark: markOf(product.sku),
      }),
    );
  }
}
