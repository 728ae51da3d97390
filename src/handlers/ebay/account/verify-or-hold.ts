import { DomainError } from '../../../domain/errors.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import type { Verify } from '../../inventory/connection.ts';
import type { EbayAccountClient } from '../ebay-account.client.ts';
import { ebayChecklist } from '../ebay-checklist.ts';
import { NEEDS_REAUTH } from '../ebay-errors.ts';

/**
 * Checks an account as its adapter does. A connection that only the seller can mend is no finding here: it holds the
 * account, as it would in every other step, and the check goes on when the seller has connected it again.
 * @param client eBay's Account API
 * @returns the check
 */
export function verifyOrHold(client: EbayAccountClient): Verify {
  return async (tenant, account, signal) => {
    const items = await ebayChecklist(client, { tenant, account, signal }, account.settings).catch(asCall);
    const broken = items.find(({ code, ok, actor }) => code === 'connection' && !ok && actor === 'seller');
    if (broken === undefined) return items;
    throw new CallFailedError(
      { code: 'ebay.reauth_needed', message: broken.message, actor: 'seller' },
      NEEDS_REAUTH,
    );
  };
}

/** The failed call itself knows what a job does about it: how long eBay asks to wait, and that this costs no attempt. */
function asCall(error: unknown): never {
  throw error instanceof DomainError && error.cause instanceof CallFailedError ? error.cause : error;
}
