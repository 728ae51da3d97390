/** Closed list of the sandbox's categories. */
export const CATEGORIES = [
  'coats',
  'jeans',
  'sneakers',
  'bags',
  'knitwear',
  'dresses',
  'shirts',
  'boots',
  'jackets',
  'accessories',
] as const;

/** States of second-hand goods, best first. */
export const CONDITIONS = ['new_with_tags', 'new_without_tags', 'very_good', 'good', 'satisfactory'] as const;

/** Name of a category. */
export type SandboxCategory = (typeof CATEGORIES)[number];

/** One second-hand product as a reseller would describe it. */
export interface SandboxProduct {
  /** Letters and digits only, as eBay asks. */
  readonly sku: string;
  /** At most 80 characters, eBay's limit. */
  readonly title: string;
  readonly description: string;
  /** Decimal with two digits. */
  readonly price: string;
  readonly currency: 'EUR';
  readonly quantity: number;
  readonly brand: string;
  readonly category: SandboxCategory;
  readonly size: string;
  readonly colour: string;
  readonly material: string;
  readonly condition: (typeof CONDITIONS)[number];
  readonly gender: 'women' | 'men' | 'unisex';
  readonly madeYear: number;
  /** Addresses, one to four. */
  readonly pictures: readonly string[];
}
