import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { LocalStep } from '../../plugin/plugin-step.ts';
import { wantedItem } from '../vinted-mapper.ts';
import { readyOrRefused } from './wanted.ts';

/** Checks the product once more at the start of the run, and shows what will be sent. */
export class ValidateStep implements LocalStep {
  /**
   * @param _task the step
   * @param context the job
   * @returns done with a summary of the item, or refused with the wrong fields
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const ready = readyOrRefused(context);
    if ('kind' in ready) return Promise.resolve(ready);
    const { title, price, currency, catalog_id, size_id, status_id } = wantedItem(
      ready.product,
      ready.settings,
    );
    return Promise.resolve(
      done({ site: ready.settings.site, title, price, currency, catalog_id, size_id, status_id }),
    );
  }
}
