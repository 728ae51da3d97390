import type { Clock } from '../../../common/clock.ts';
import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { ProductSnapshot } from '../../../domain/snapshots.ts';
import type { PlanContext, StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { integerOf, textOf } from '../../http/json-shape.ts';
import { hashOf } from '../../mapping/field-hashes.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import type { EtsyAccountSettings } from '../etsy-account-settings.ts';
import { fieldHashesOf } from '../etsy-fingerprint.ts';
import { wantedListing } from '../etsy-mapper.ts';
import type { WantedListing } from '../etsy-mapper.ts';
import type { Provenance } from '../etsy-provenance.ts';
import { etsyReadiness } from '../etsy-rules.ts';
import { uploadedImages } from './uploaded-images.ts';

/** What this job wants Etsy to hold, by the product as it is now: a seller's correction reaches the next attempt. */
export interface Wanted extends WantedListing {
  readonly product: ProductSnapshot;
  readonly settings: EtsyAccountSettings;
  readonly fields: FieldHashes;
  /** Hashes of what is sent, to tell whether Etsy has been sent it. */
  readonly contentHash: string;
  readonly inventoryHash: string;
  readonly propertiesHash: string;
}

/** A product that passed the rules, with its account's settings. */
export interface Ready {
  readonly product: ProductSnapshot;
  readonly settings: EtsyAccountSettings;
  readonly provenance: Provenance;
}

/** Maps jobs' products, by the present year. */
export class WantedListings {
  /** @param clock tells the year */
  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /**
   * Checks a job's product and account.
   * @param context the job
   * @returns the product and the settings, or the refusal that names every wrong field
   */
  readyOrRefused({ product, account }: PlanContext): Ready | Refused {
    if (product === null) {
      return refused({
        code: 'etsy.product_required',
        message: 'Publishing needs a product.',
        actor: 'us',
      });
    }
    const readiness = etsyReadiness(product, account, this.year());
    if (readiness.ok) return { product, settings: readiness.settings, provenance: readiness.provenance };
    const count = readiness.fields.length;
    return refused({
      code: 'etsy.not_ready',
      message: `Etsy would not take this product: ${count === 1 ? 'one field needs' : `${count} fields need`} a change.`,
      fields: readiness.fields,
      actor: 'seller',
    });
  }

  /**
   * Maps the job's product.
   * @param context the job, and the results of the steps before
   * @returns what Etsy is to hold
   * @throws {CallFailedError} as a refusal, where the product has stopped fitting since the job began
   */
  of(context: StepContext): Wanted {
    const ready = this.readyOrRefused(context);
    if ('kind' in ready) throw new CallFailedError(ready, { kind: 'refused' });
    const { product, settings } = ready;
    const began = integerOf(context.results['create_draft']?.['shop_id']);
    if (began !== undefined && began !== settings.shopId) throw shopChanged(began);
    const listing = wantedListing(product, settings, acceptedProvenance(ready, context));
    return {
      ...listing,
      product,
      settings,
      fields: fieldHashesOf(listing, settings, product, uploadedImages(context.results)),
      contentHash: contentHashOf(listing),
      inventoryHash: hashOf(listing.inventory),
      propertiesHash: hashOf(listing.properties),
    };
  }

  /**
   * Maps the job's product where it still can be mapped. What has already happened on Etsy is read back and saved
   * even if the seller has meanwhile emptied a field.
   * @param context the job, and the results of the steps before
   * @returns what Etsy is to hold; undefined where the product has stopped fitting
   * @throws {Error} whatever is no {@link CallFailedError}
   */
  ifReady(context: StepContext): Wanted | undefined {
    try {
      return this.of(context);
    } catch (error) {
      if (error instanceof CallFailedError) return undefined;
      throw error;
    }
  }

  /** @returns the present year, by UTC */
  year(): number {
    return this.clock.now().getUTCFullYear();
  }
}

/**
 * Hashes what a draft is created with and an update changes.
 * @param listing the mapped listing
 * @returns the hash
 */
export function contentHashOf({ content, taxonomy }: Pick<WantedListing, 'content' | 'taxonomy'>): string {
  return hashOf([content, taxonomy]);
}

/** The era that Etsy has taken for this very year stays, whatever January made of our own name for it. */
function acceptedProvenance({ product, provenance }: Ready, { results }: StepContext): Provenance {
  const created = results['create_draft'];
  const accepted = textOf(created?.['when_made']);
  const isDerived = textOf(product.attributes['etsy_when_made']) === undefined;
  return accepted !== undefined && isDerived && created?.['made_year'] === product.madeYear
    ? { ...provenance, when_made: accepted }
    : provenance;
}

function shopChanged(began: number): CallFailedError {
  const message = `This publication began in shop ${began}. Publish the product anew in the other shop.`;
  const field = 'account.settings.shop_id';
  return new CallFailedError(
    {
      code: 'etsy.shop_changed',
      message,
      actor: 'seller',
      fields: [{ field, code: 'etsy.shop_changed', message }],
    },
    { kind: 'refused' },
  );
}
