import { createHash } from 'node:crypto';
import type { Answer } from '../http/exchange.ts';
import type { EbayCall } from './ebay-call.ts';

/**
 * `GET user/`: who the token belongs to.
 *
 * @param call the call
 * @returns the id that stays, and the user name
 */
export function getUser({ account }: EbayCall): Answer {
  const { name, policies } = account.setup;
  return {
    status: 200,
    json: {
      userId: userIdOf(name),
      username: name,
      accountType: 'INDIVIDUAL',
      registrationMarketplaceId: Object.keys(policies)[0] ?? 'EBAY_FR',
    },
  };
}

/**
 * @param name an account
 * @returns its id, the same in every run
 */
export function userIdOf(name: string): string {
  return createHash('sha256').update(name).digest('base64url').slice(0, 11);
}
