import { badField } from './etsy-error.ts';

/** Least and highest price of a listing, hundredths of the shop's currency (Etsy's seller pages: 0.20 to 50,000). */
const LEAST_CENTS = 20;
const MOST_CENTS = 5_000_000;
/** Etsy's seller pages: at most 999 pieces of a listing. */
const MOST_PIECES = 999;

/**
 * @param cents hundredths of the currency
 * @param currency ISO 4217
 * @returns Etsy's way to write an amount
 */
export function moneyOf(cents: number, currency: string): Record<string, unknown> {
  return { amount: cents, divisor: 100, currency_code: currency };
}

/**
 * @param path name of the field
 * @param price a decimal number
 * @returns it in hundredths
 * @throws EtsyRefusal with 400 outside 0.20 to 50,000 or with more than two decimals
 */
export function centsOf(path: string, price: number): number {
  const cents = Math.round(price * 100);
  if (Math.abs(price * 100 - cents) > 1e-6) throw badField(path, 'has more than two decimals');
  if (cents < LEAST_CENTS || cents > MOST_CENTS)
    throw badField(path, 'must be between 0.20 and 50000.00', 'out_of_range');
  return cents;
}

/**
 * @param path name of the field
 * @param quantity number of pieces
 * @param least smallest number that is allowed here
 * @returns it
 * @throws EtsyRefusal with 400 outside the range
 */
export function piecesOf(path: string, quantity: number, least: number): number {
  if (quantity < least || quantity > MOST_PIECES)
    throw badField(path, `must be between ${least} and ${MOST_PIECES}`, 'out_of_range');
  return quantity;
}
