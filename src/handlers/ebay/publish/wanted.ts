import { refused } from '../../../domain/outcome.ts';
import type { Refused } from '../../../domain/outcome.ts';
import type { ProductSnapshot } from '../../../domain/snapshots.ts';
import type { PlanContext, StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { textOf } from '../../http/json-shape.ts';
import { hashOf } from '../../mapping/field-hashes.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import type { EbayAccountSettings } from '../ebay-account-settings.ts';
import { fieldHashesOf } from '../ebay-fingerprint.ts';
import { wantedListing } from '../ebay-mapper.ts';
import type { WantedListing } from '../ebay-mapper.ts';
import { siteNamed } from '../ebay-marketplaces.ts';
import { ebayReadiness } from '../ebay-rules.ts';
import { uploadedPictures } from './uploaded-pictures.ts';

/** What this job wants eBay to hold, by the product as it is now: a seller's correction reaches the next attempt. */
export interface Wanted extends WantedListing {
  readonly settings: EbayAccountSettings;
  readonly fields: FieldHashes;
  /** Hashes of the two bodies, to tell whether eBay has been sent them. */
  readonly itemHash: string;
  readonly offerHash: string;
}

/** A product that passed the rules, with its account's settings. */
export interface Ready {
  readonly product: ProductSnapshot;
  readonly settings: EbayAccountSettings;
}

/**
 * Checks a job's product and account.
 * @param context the job
 * @returns the product and the settings, or the refusal that names every wrong field
 */
export function readyOrRefused({ product, account }: PlanContext): Ready | Refused {
  if (product === null) {
    return refused({
      code: 'ebay.product_required',
      message: 'Publishing needs a product.',
      actor: 'us',
    });
  }
  const readiness = ebayReadiness(product, account);
  if (readiness.ok) return { product, settings: readiness.settings };
  const count = readiness.fields.length;
  return refused({
    code: 'ebay.not_ready',
    message: `eBay would not take this product: ${count === 1 ? 'one field needs' : `${count} fields need`} a change.`,
    fields: readiness.fields,
    actor: 'seller',
  });
}

/**
 * Maps the job's product, with the pictures uploaded so far.
 * @param context the job, and the results of the steps before
 * @returns what eBay is to hold
 * @throws {CallFailedError} as a refusal, where the product has stopped fitting since the job began
 */
export function wantedOf(context: StepContext): Wanted {
  const ready = readyOrRefused(context);
  if ('kind' in ready) throw new CallFailedError(ready, { kind: 'refused' });
  const began = textOf(context.results['put_inventory_item']?.['marketplace_id']);
  if (began !== undefined && began !== ready.settings.marketplaceId) throw siteChanged(began);
  const pictures = uploadedPictures(context.results);
  const listing = wantedListing(
    ready.product,
    ready.settings,
    pictures.map(({ image_url }) => image_url),
  );
  return {
    ...listing,
    settings: ready.settings,
    fields: fieldHashesOf(listing, ready.settings, pictures),
    itemHash: hashOf(listing.item),
    offerHash: hashOf(listing.offer),
  };
}

/**
 * Maps the job's product where it still can be mapped. What has already happened on eBay is read back and saved even
 * if the seller has meanwhile emptied a field.
 * @param context the job, and the results of the steps before
 * @returns what eBay is to hold; undefined where the product has stopped fitting
 * @throws {Error} whatever is no {@link CallFailedError}
 */
export function wantedIfReady(context: StepContext): Wanted | undefined {
  try {
    return wantedOf(context);
  } catch (error) {
    if (error instanceof CallFailedError) return undefined;
    throw error;
  }
}

function siteChanged(began: string): CallFailedError {
  const message = `This publication began on ${siteNamed(began)}. Publish the product anew on the other site.`;
  const field = 'account.settings.marketplace_id';
  return new CallFailedError(
    {
      code: 'ebay.site_changed',
      message,
      actor: 'seller',
      fields: [{ field, code: 'ebay.site_changed', message }],
    },
    { kind: 'refused' },
  );
}
