import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { only } from './changed-groups.ts';
import { wantedUpdate } from './wanted-update.ts';

/** Sets the attributes as publishing does, and notes what was sent. */
export class UpdatePropertiesStep implements Step {
  /**
   * @param step publishing's own
   * @param wanted maps the product
   */
  constructor(
    private readonly step: Step,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param task the step
   * @param context the job, and the listing
   * @returns done with what was set, and what was not and why
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const outcome = await this.step.execute(task, context);
    if (outcome.kind !== 'done') return outcome;
    const fields = only(wantedUpdate(this.wanted, context).hashes, ['properties']);
    return done({ ...outcome.result, fields });
  }
}
