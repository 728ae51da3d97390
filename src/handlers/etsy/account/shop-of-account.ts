import type { StepContext } from '../../contract/contexts.ts';
import { shopMissing } from '../delete/listing-of-job.ts';
import { positive } from '../etsy-account-settings.ts';

/**
 * The shop whose lists are read.
 * @param context the job
 * @returns the shop's id
 * @throws {CallFailedError} as a refusal, where the account's settings name none
 */
export function shopOfAccount({ account }: Pick<StepContext, 'account'>): number {
  const shopId = positive(account.settings['shop_id']);
  if (shopId === undefined) throw shopMissing();
  return shopId;
}
