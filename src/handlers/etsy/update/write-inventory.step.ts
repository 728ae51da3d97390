import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { WantedListings } from '../publish/wanted.ts';
import { groupsOf, only } from './changed-groups.ts';
import type { ListingWrites } from './listing-writes.ts';
import { wantedUpdate } from './wanted-update.ts';

/** Changes the price, the quantity, the SKU or the processing profile. */
export class WriteInventoryStep implements Step {
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
   * @returns done with the hashes of what was sent, and the quantity before; `skipped` where the listing ended meanwhile
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const groups = groupsOf(task.payload['groups']);
    const wanted = wantedUpdate(this.wanted, context);
    const before = await this.writes.inventory(context, wanted, groups);
    if (before === undefined) return done({ skipped: 'not_active' });
    return done({
      groups,
      fields: only(wanted.hashes, groups),
      etsy_sku: wanted.sku,
      quantity_before: before.quantity ?? null,
    });
  }
}
