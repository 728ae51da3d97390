import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import { textOf } from '../../http/json-shape.ts';
import { listingUrl } from '../listing-url.ts';
import { storedShown } from '../shown-fields.ts';
import { addressOf } from './draft-of-job.ts';
import { wasSent } from './sent-hashes.ts';
import { uploadedImages } from './uploaded-images.ts';
import type { WantedListings } from './wanted.ts';

/** Saves the listing as it was read back, with the hashes of what was sent. */
export class SaveStep implements Step {
  /**
   * @param wanted maps the product
   * @param siteUrl base of listing pages
   */
  constructor(
    private readonly wanted: WantedListings,
    private readonly siteUrl: string,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and everything the steps before have left
   * @returns done with the listing's ids; the listing is live and verified in the same commit
   */
  execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { shopId, listingId } = addressOf(context);
    const url = listingUrl(listingId, this.siteUrl);
    const sku = textOf(context.results['put_inventory']?.['etsy_sku']);
    const isSold = context.results['read_back']?.['status'] === 'sold';
    return Promise.resolve(
      done({ listing_id: String(listingId), url }, [
        {
          type: 'listing',
          status: isSold ? 'sold' : 'live',
          externalIds: {
            listing_id: String(listingId),
            shop_id: String(shopId),
            ...(sku === undefined ? {} : { etsy_sku: sku }),
          },
          url,
          fingerprint: { fields: this.sentFields(context), pictures: uploadedImages(context.results) },
          shown: storedShown(context.results['read_back']?.['shown']),
          verified: true,
        },
      ]),
    );
  }

  /** Empty where it is not certain what Etsy was sent, so that the next job sends everything again. */
  private sentFields(context: StepContext): Readonly<Record<string, string>> {
    const wanted = this.wanted.ifReady(context);
    if (wanted === undefined || !wasSent(context.results['activate'], wanted)) return {};
    const set = context.results['set_properties']?.['properties_hash'];
    return wanted.properties.length === 0 || set === wanted.propertiesHash ? wanted.fields : {};
  }
}
