import type { FieldError } from '../../../domain/errors.ts';
import type { AccountSnapshot } from '../../../domain/snapshots.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { textOf } from '../../http/json-shape.ts';

const SITE_MISSING: FieldError = {
  field: 'account.settings.marketplace_id',
  code: 'ebay.setting_missing',
  message: 'Choose the eBay site this account lists on.',
};

/**
 * Tells what keeps an account's listings from being read: they are told apart by the site alone.
 * @param account the account, with its settings
 * @returns the missing setting; none where it is there
 */
export function siteProblems({ settings }: AccountSnapshot): readonly FieldError[] {
  return textOf(settings['marketplace_id']) === undefined ? [SITE_MISSING] : [];
}

/**
 * Finds the site of an account.
 * @param account the account, with its settings
 * @returns eBay's MarketplaceEnum (`EBAY_FR`)
 * @throws {CallFailedError} as a refusal, where none was chosen
 */
export function siteOf({ settings }: AccountSnapshot): string {
  const site = textOf(settings['marketplace_id']);
  if (site !== undefined) return site;
  const { code, message } = SITE_MISSING;
  throw new CallFailedError({ code, message, actor: 'seller', fields: [SITE_MISSING] }, { kind: 'refused' });
}
