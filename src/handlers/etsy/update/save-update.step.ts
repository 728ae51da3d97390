import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { recordOf, textOf } from '../../http/json-shape.ts';
import { listingUrl } from '../listing-url.ts';
import { storedShown } from '../shown-fields.ts';
import { groupsOf, without } from './changed-groups.ts';

/** Saves what was sent and what Etsy shows, or that the listing was found sold or ended. */
export class SaveUpdateStep implements Step {
  /** @param siteUrl base of listing pages */
  constructor(private readonly siteUrl: string) {}

  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the listing's id and status; both change in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const {
      read = {},
      read_back: readBack = {},
      put_inventory: stocked,
      arrange_images: arranged,
    } = context.results;
    const listingId = textOf(read['listing_id']) ?? '';
    const url = listingUrl(Number(listingId), this.siteUrl);
    const found = read['status'] === 'live' ? readBack['status'] : read['status'];
    const externalIds = { listing_id: listingId };
    if (found !== 'live') {
      const status = found === 'sold' ? 'sold' : 'ended';
      return Promise.resolve(
        done({ listing_id: listingId, url, status }, [
          { type: 'listing', status, externalIds, verified: true },
        ]),
      );
    }
    const shopId = textOf(read['shop_id']);
    const sku = groupsOf(stocked?.['groups']).includes('key') ? textOf(stocked?.['etsy_sku']) : undefined;
    const pictures = arranged?.['pictures'];
    return Promise.resolve(
      done({ listing_id: listingId, url, status: 'live' }, [
        {
          type: 'listing',
          status: 'live',
          externalIds: {
            ...externalIds,
            ...(shopId === undefined ? {} : { shop_id: shopId }),
            ...(sku === undefined ? {} : { etsy_sku: sku }),
          },
          url,
          fingerprint: { fields: fieldsOf(context), ...(Array.isArray(pictures) ? { pictures } : {}) },
          shown: storedShown(readBack['shown']),
          verified: true,
        },
      ]),
    );
  }
}

/** Hashes of what this job has sent beside those of what it left alone. A group that two steps send needs both. */
function fieldsOf({ listing, results }: StepContext): Readonly<Record<string, unknown>> {
  const changed = groupsOf(results['read']?.['groups']);
  const sent = ['write_content', 'put_inventory', 'set_properties', 'arrange_images'].map((step) =>
    recordOf(results[step]?.['fields']),
  );
  return Object.assign({}, without(listing?.fingerprint?.['fields'], changed), ...sent) as Record<
    string,
    unknown
  >;
}
