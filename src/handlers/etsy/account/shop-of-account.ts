import type { FieldError } from '../../../domain/errors.ts';
import type { AccountSnapshot } from '../../../domain/snapshots.ts';
import { shopMissing } from '../delete/listing-of-job.ts';
import { positive } from '../etsy-account-settings.ts';

/**
 * The shop whose lists are read.
 * @param context the job
 * @param context.account the account
 * @returns the shop's id
 * @throws {CallFailedError} as a refusal, where the account's settings name none
 */
export function shopOfAccount({ account }: { readonly account: AccountSnapshot }): number {
  const shopId = positive(account.settings['shop_id']);
  if (shopId === undefined) throw shopMissing();
  return shopId;
}

/**
 * Tells what keeps an account's lists from being read.
 * @param account the account
 * @returns the wrong fields; none where the account has a shop
 */
export function shopProblems(account: AccountSnapshot): readonly FieldError[] {
  return positive(account.settings['shop_id']) === undefined ? (shopMissing().failure.fields ?? []) : [];
}
