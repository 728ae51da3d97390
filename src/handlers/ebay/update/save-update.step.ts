import type { Effect } from '../../../domain/effects.ts';
import type { ShownFields } from '../../../domain/found.ts';
import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { earlierText } from '../../http/earlier-text.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { listingUrl } from '../listing-url.ts';
import { storedPictures } from '../publish/uploaded-pictures.ts';
import { sentGroups } from './read-update-back.step.ts';

/** Saves what an update has sent and what eBay shows of it. */
export class SaveUpdateStep implements Step {
  /** @param siteUrl base of listing pages; undefined for each marketplace's own */
  constructor(private readonly siteUrl: string | undefined) {}

  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the listing's ids; it is verified, or known to have ended, in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { results, listing } = context;
    const back = recordOf(results['read_back']);
    const status = stateNamed(textOf(back['status']));
    const offerId = textOf(results['read']?.['offer_id']);
    const listingId = textOf(back['listing_id']) ?? textOf(results['read']?.['listing_id']);
    const ids = {
      ...(offerId === undefined ? {} : { offer_id: offerId }),
      ...(listingId === undefined ? {} : { listing_id: listingId }),
    };
    if (status !== 'live') {
      const ended: Effect = { type: 'listing', status, externalIds: ids, verified: true };
      return Promise.resolve(done({ ...ids, status, changed: [] }, listing === null ? [] : [ended]));
    }
    const sent = sentGroups(context);
    const site = earlierText(context, 'read', 'marketplace_id');
    const url = listingId === undefined ? undefined : listingUrl(site, listingId, this.siteUrl);
    const effect: Effect = {
      type: 'listing',
      status,
      externalIds: ids,
      ...(url === undefined ? {} : { url }),
      fingerprint: {
        fields: { ...recordOf(recordOf(listing?.fingerprint)['fields']), ...sent },
        pictures: results['put_item']?.['pictures'] ?? storedPictures(listing?.fingerprint),
      },
      shown: shownOf(recordOf(back['shown']), sent),
      verified: true,
    };
    // A row that was closed meanwhile is left alone, since this effect would open a new one.
    const effects = listing === null ? [] : [effect];
    return Promise.resolve(done({ ...ids, url: url ?? null, status, changed: Object.keys(sent) }, effects));
  }
}

function stateNamed(status: string | undefined): 'live' | 'sold' | 'ended' {
  return status === 'live' || status === 'sold' ? status : 'ended';
}

/** Only what was written: what somebody else has changed on eBay is still to be found by a sync. */
function shownOf(
  { title, description, price, quantity }: Record<string, unknown>,
  sent: object,
): ShownFields {
  const fields = {
    ...('texts' in sent ? { title, description } : {}),
    ...('price' in sent ? { price } : {}),
    ...('quantity' in sent ? { quantity } : {}),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
}
