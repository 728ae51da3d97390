import { createHash } from 'node:crypto';
import { SKU_MAX } from './etsy-content-limits.ts';

/** Starts every SKU that is not the product's own, so that the two kinds can never meet. */
const MARK = 'SF0H';

/**
 * Spells a product's SKU so that Etsy takes it and gives it back unchanged.
 * @param sku the product's SKU, any text
 * @returns the same text where it is printable ASCII of up to 32 characters without space at its ends, else `SF0H…`
 *   with 144 bits of its SHA-256
 */
export function etsySkuOf(sku: string): string {
  if (/^(?! )[\x20-\x7e]{1,32}(?<! )$/.test(sku) && !sku.startsWith(MARK) && !/[<>&"'$^`]/.test(sku))
    return sku;
  const digest = BigInt(`0x${createHash('sha256').update(sku, 'utf16le').digest('hex')}`);
  return (
    MARK +
    digest
      .toString(36)
      .padStart(50, '0')
      .slice(-(SKU_MAX - MARK.length))
  );
}

/**
 * Reads a SKU that Etsy shows.
 * @param etsySku what {@link etsySkuOf} made, or what the seller typed in on Etsy
 * @returns the product's SKU; undefined where there is none, and for a digest, which nobody can read back
 */
export function productSkuOf(etsySku: string): string | undefined {
  return etsySku === '' || etsySku.startsWith(MARK) ? undefined : etsySku;
}
