import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { groupsOf, only } from './changed-groups.ts';
import type { ListingWrites } from './listing-writes.ts';
import { wantedUpdate } from './wanted-update.ts';

/** Changes the texts, labels, terms, place and provenance that differ, and nothing else. */
export class WriteContentStep implements Step {
  /**
   * @param writes sends changes
   * @param wanted maps the product
   */
  constructor(
    private readonly writes: ListingWrites,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param task the step; its payload names the groups that change
   * @param context the job, and the listing
   * @returns done with the hashes of what was sent
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const groups = groupsOf(task.payload['groups']);
    const wanted = wantedUpdate(this.wanted, context);
    await this.writes.content(context, await this.writes.contentOf(context, wanted, groups));
    return done({ groups, fields: only(wanted.hashes, groups) });
  }
}
