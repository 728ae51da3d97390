import type { StepContext } from '../../contract/contexts.ts';
import type { FieldHashes } from '../../mapping/field-hashes.ts';
import { fieldHashesOf } from '../etsy-fingerprint.ts';
import type { Wanted, WantedListings } from '../publish/wanted.ts';

/** What Etsy is to hold after an update, with the hashes of all groups. */
export interface WantedUpdate extends Wanted {
  readonly hashes: FieldHashes;
}

/**
 * Maps the job's product for an update: pictures count as the product has them.
 * @param wanted maps products
 * @param context the job
 * @returns what is wanted
 * @throws {CallFailedError} as a refusal, where the product has stopped fitting since the job began
 */
export function wantedUpdate(wanted: WantedListings, context: StepContext): WantedUpdate {
  const mapped = wanted.of(context);
  const { settings, product } = mapped;
  return { ...mapped, hashes: fieldHashesOf(mapped, settings, product, product.pictures) };
}
