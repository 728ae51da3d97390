import type { EbayEnvironment } from './ebay.environment.ts';

/**
 * What the application proves itself with at eBay's token endpoint.
 * @param environment has its id and its secret
 * @returns the header `Authorization`
 */
export function applicationAuthorization({ EBAY_CLIENT_ID, EBAY_CLIENT_SECRET }: EbayEnvironment): string {
  const pair = `${EBAY_CLIENT_ID ?? ''}:${EBAY_CLIENT_SECRET ?? ''}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
