import type { Effect } from '../../../domain/effects.ts';
import { done, refused } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { positive } from '../etsy-account-settings.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { groupsOf, without } from './changed-groups.ts';
import { standingOf } from './standing.ts';
import { NOT_LISTED } from './not-listed.ts';

/**
 * Reads how the listing stands before anything is written, and forgets what was sent of the groups that are about to
 * change: a job that fails half way must not leave hashes which say that Etsy has what it has not.
 */
export class ReadListingStep implements Step {
  /** @param listings Etsy's listings */
  constructor(private readonly listings: EtsyListingsClient) {}

  /**
   * @param task the step; its payload names the groups that change
   * @param context the job
   * @returns done with the listing's shop, id and standing; refused where Etsy holds it in a state of its own
   */
  async execute(task: TaskView, context: StepContext): Promise<Outcome> {
    const { listing: row, account } = context;
    const listingId = positive(row?.externalIds['listing_id']);
    if (row === null || listingId === undefined) return refused({ ...NOT_LISTED, actor: 'seller' });
    const listing = await this.listings.listing(context, listingId);
    const standing = standingOf(listing);
    if (typeof standing !== 'string') return standing;
    const groups = groupsOf(task.payload['groups']);
    const shopId =
      listing?.shopId ??
      positive(row.externalIds['shop_id']) ??
      positive(account.settings['shop_id']) ??
      null;
    const effects: readonly Effect[] =
      standing === 'live'
        ? [
            {
              type: 'listing',
              status: row.status,
              fingerprint: { fields: without(row.fingerprint?.['fields'], groups) },
            },
          ]
        : [];
    return done(
      {
        listing_id: String(listingId),
        shop_id: shopId === null ? null : String(shopId),
        state: listing?.state ?? 'gone',
        status: standing,
        groups,
      },
      effects,
    );
  }
}
