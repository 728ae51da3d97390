import { done } from '../../../domain/outcome.ts';
import type { Outcome } from '../../../domain/outcome.ts';
import type { StepContext, TaskView } from '../../contract/contexts.ts';
import type { Step } from '../../http/direct-api-job-handler.ts';
import type { ListingAddress } from '../etsy-images.client.ts';
import type { PropertyValue } from '../etsy-bodies.ts';
import { EtsyCallError } from '../etsy-errors.ts';
import type { EtsyListingsClient } from '../etsy-listings.client.ts';
import { propertyValueOf } from '../etsy-properties.ts';
import type { EtsyTaxonomy } from '../etsy-taxonomy.ts';
import { addressOf, wasSold } from './draft-of-job.ts';
import type { WantedListings } from './wanted.ts';

/**
 * Sets the attributes that buyers filter by. What Etsy has no value for stays in the texts, and a value that Etsy
 * refuses keeps no product off the market: both are told in the step's result.
 */
export class SetPropertiesStep implements Step {
  /**
   * @param listings Etsy's listings
   * @param taxonomy Etsy's taxonomy
   * @param wanted maps the product
   */
  constructor(
    private readonly listings: EtsyListingsClient,
    private readonly taxonomy: EtsyTaxonomy,
    private readonly wanted: WantedListings,
  ) {}

  /**
   * @param _task the step
   * @param context the job, and the draft
   * @returns done with what was set, and what was not and why
   */
  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    if (wasSold(context)) return done({ skipped: 'sold' });
    const { taxonomy, properties, propertiesHash } = this.wanted.of(context);
    const address = addressOf(context);
    const taxonomyId = await this.taxonomy.idOf(context, taxonomy);
    const offered = taxonomyId === undefined ? [] : await this.taxonomy.properties(context, taxonomyId);
    const set: Record<string, string> = {};
    const left: Record<string, string> = {};
    for (const wish of properties) {
      const value = propertyValueOf(wish, offered);
      const refusal =
        value === undefined ? 'Etsy has no such value.' : await this.put(context, address, value);
      if (value === undefined || refusal !== undefined) left[wish.field] = refusal ?? '';
      else set[value.name] = value.value;
    }
    return done({ set, left, properties_hash: propertiesHash });
  }

  private async put(
    context: StepContext,
    { shopId, listingId }: ListingAddress,
    value: PropertyValue,
  ): Promise<string | undefined> {
    try {
      await this.listings.putProperty(context, shopId, listingId, value);
      return undefined;
    } catch (error) {
      const isAboutValue = error instanceof EtsyCallError && error.status === 400;
      if (!isAboutValue) throw error;
      return error.failure.message;
    }
  }
}
