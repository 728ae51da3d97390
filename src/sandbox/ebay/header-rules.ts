import type { Exchange } from '../http/exchange.ts';
import { EbayRefusal } from './ebay-error.ts';

const LOCALE = /^[a-z]{2}-[A-Z]{2}$/;

/**
 * Reads the language a write is made in.
 *
 * @param exchange the request
 * @returns eBay's spelling of the locale: `fr_FR`
 * @throws EbayRefusal 25709 when Content-Language is missing or no locale
 */
export function contentLanguage(exchange: Exchange): string {
  const value = exchange.headers['content-language'];
  if (typeof value !== 'string' || !LOCALE.test(value)) {
    throw new EbayRefusal(25709, { info: 'header Content-Language' });
  }
  return value.replace('-', '_');
}

/**
 * Refuses an Accept-Language that is no locale. Node's own `fetch` sends `*` when the caller sets none, and the live
 * Inventory API answers exactly this error to it.
 *
 * @param exchange the request
 * @throws EbayRefusal 25709
 */
export function checkAcceptLanguage(exchange: Exchange): void {
  const value = exchange.headers['accept-language'];
  if (value !== undefined && !LOCALE.test(value))
    throw new EbayRefusal(25709, { info: 'header Accept-Language' });
}
