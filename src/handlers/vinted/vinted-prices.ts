import { recordOf, textOf } from '../http/json-shape.ts';

/** A price as Vinted shows it. */
export interface ShownPrice {
  /** Decimal with two places. */
  readonly amount: string;
  /** ISO 4217, where it stands beside the amount. */
  readonly currency?: string;
}

/**
 * Reads a price, which Vinted writes as a number, as text, or with its currency.
 * @param price as it was shown, of any shape
 * @returns the price; undefined where it is none
 */
export function shownPrice(price: unknown): ShownPrice | undefined {
  const { amount = price, currency_code: code } = recordOf(price);
  const number = Number(textOf(amount) ?? Number.NaN);
  if (!Number.isFinite(number) || number < 0) return undefined;
  const currency = textOf(code);
  return { amount: number.toFixed(2), ...(currency === undefined ? {} : { currency }) };
}
