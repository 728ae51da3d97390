/**
 * Brings an amount into the spelling StoFlow compares: eBay writes 45.00 as 45.0.
 * @param amount a decimal as text
 * @returns the same with two places; undefined where it is no amount of whole cents
 */
export function twoDecimals(amount: string): string | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  if (whole === undefined || /[^0]/.test(fraction.slice(2))) return undefined;
  return `${BigInt(whole).toString()}.${fraction.slice(0, 2).padEnd(2, '0')}`;
}

/**
 * Finds the price of one piece.
 * @param amount what all pieces cost, a decimal as text
 * @param pieces how many there are, 1 or more
 * @returns the price with two places; undefined where it is no amount of whole cents
 */
export function perPiece(amount: string, pieces: number): string | undefined {
  const cents = twoDecimals(amount)?.replace('.', '');
  if (cents === undefined || BigInt(cents) % BigInt(pieces) !== 0n) return undefined;
  const digits = (BigInt(cents) / BigInt(pieces)).toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
