import { createHash } from 'node:crypto';
import { SKU_MAX } from './ebay-limits.ts';

/** Starts every SKU that is not the product's own, so that the two kinds can never meet. */
const MARK = 'SF0';
const HASHED = `${MARK}H`;
const ESCAPED = `${MARK}E`;

/** What `Q` and a digit stand for: the characters sellers put in SKUs. `QQ` is Q, `QX…X` any other character. */
const COMMON = ['-', '_', '.', ' ', '/', '#', '+', ':'] as const;

/**
 * Spells a product's SKU so that eBay takes it. Different SKUs always give different results.
 * @param sku the product's SKU, any text
 * @returns the same text where it is up to 50 ASCII letters and digits; else `SF0E…` (reversible), and for what
 *   that makes too long `SF0H…` with 230 bits of its SHA-256
 */
export function ebaySkuOf(sku: string): string {
  if (/^[A-Za-z0-9]{1,50}$/.test(sku) && !sku.startsWith(MARK)) return sku;
  const escaped = ESCAPED + Array.from(sku, escape).join('');
  if (escaped.length <= SKU_MAX && !/\p{Surrogate}/u.test(sku)) return escaped;
  const digest = BigInt(`0x${createHash('sha256').update(sku, 'utf16le').digest('hex')}`);
  return (
    HASHED +
    digest
      .toString(36)
      .padStart(50, '0')
      .slice(-(SKU_MAX - HASHED.length))
  );
}

/**
 * Finds the product's SKU behind an eBay SKU.
 * @param ebaySku a SKU as eBay knows it
 * @returns the product's SKU; undefined for a hashed or damaged one
 */
export function productSkuOf(ebaySku: string): string | undefined {
  if (!ebaySku.startsWith(MARK)) return ebaySku;
  if (!ebaySku.startsWith(ESCAPED)) return undefined;
  const sku = ebaySku
    .slice(ESCAPED.length)
    .replace(/QX([0-9a-f]+)X|Q(Q|\d)/g, (_whole, hex: string | undefined, short: string | undefined) =>
      hex === undefined ? (short === 'Q' ? 'Q' : (COMMON[Number(short)] ?? '')) : characterOf(hex),
    );
  return ebaySkuOf(sku) === ebaySku ? sku : undefined;
}

function escape(character: string): string {
  if (character === 'Q') return 'QQ';
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  const common = COMMON.indexOf(character as (typeof COMMON)[number]);
  return common >= 0 ? `Q${common}` : `QX${(character.codePointAt(0) ?? 0).toString(16)}X`;
}

function characterOf(hex: string): string {
  const codePoint = Number.parseInt(hex, 16);
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '';
}
