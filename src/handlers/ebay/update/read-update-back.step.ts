import { done, retry } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { ebayOfferOf } from '../ebay-offer.ts';
import type { EbayRevisionsClient } from '../ebay-revisions.client.ts';
import { ebayShownOf } from '../ebay-shown.ts';
import { differences } from './differences.ts';
import type { HeldListing } from './differences.ts';
import { revisionOf } from './revision.ts';
import type { SentGroups } from './revision.ts';
import { stateOf, wasLive } from './standing-offer.ts';

/** eBay shows a change within seconds as a rule; after that the job's own backoff takes over. */
const SHOW_MS = 3_000;

/** Reads a changed listing back. */
export class ReadUpdateBackStep implements Step {
  /** @param revisions eBay's complete reads */
  constructor(private readonly revisions: EbayRevisionsClient) {}

  /**
   * @param _task the step
   * @param context the job, and what the writes have sent
   * @returns done with how the listing stands and what eBay shows, retry while it shows something else than was sent
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    if (!wasLive(context)) return done({ status: context.results['read']?.['status'] });
    const offerBody = (await this.revisions.offer(context, earlierText(context, 'read', 'offer_id'))) ?? {};
    const offer = ebayOfferOf(offerBody);
    const state = stateOf(offer);
    const listingId = offer?.listing?.listingId ?? textOf(context.results['read']?.['listing_id']);
    const ids = listingId === undefined ? {} : { listing_id: listingId };
    if (offer === undefined || state !== 'live') return done({ status: state, ...ids });
    const item = (await this.revisions.item(context, earlierText(context, 'read', 'ebay_sku'))) ?? {};
    const held = { item, offerBody, offer };
    const differing = differingGroups(context, held);
    if (differing.length > 0) {
      const message = `eBay does not show the change yet: ${differing.join(', ')}.`;
      const original = { differing, item, offer: offerBody };
      return retry(
        { code: 'ebay.read_back_differs', message, actor: 'marketplace', original },
        { afterMs: SHOW_MS },
      );
    }
    return done({ status: 'live', ...ids, shown: ebayShownOf(item, offer) });
  }
}

/**
 * Collects what the writes of an update have sent.
 * @param context the job, and the results of the steps before
 * @returns the groups with their hashes
 */
export function sentGroups({ results }: Pick<StepContext, 'results'>): SentGroups {
  const steps = ['put_item', 'put_offer', 'price_quantity'];
  return Object.assign({}, ...steps.map((step) => recordOf(results[step]?.['sent']))) as SentGroups;
}

/** What has stopped fitting since it was written cannot be compared any more. */
function differingGroups(context: StepContext, held: HeldListing): readonly string[] {
  try {
    return differences(held, revisionOf(context), sentGroups(context));
  } catch (error) {
    if (error instanceof CallFailedError) return [];
    throw error;
  }
}
