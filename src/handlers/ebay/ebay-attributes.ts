import type { ProductAttribute } from '../contract/product-attribute.ts';

/** What a product may say to eBay beside the fields that all marketplaces share. */
export const EBAY_ATTRIBUTES: readonly ProductAttribute[] = [
  {
    name: 'ebay_category_id',
    label: 'eBay category number',
    kind: 'number',
    help: 'Where StoFlow finds no category, or another one than you want: the number of one without subcategories.',
  },
  {
    name: 'ebay_aspects',
    label: 'eBay item specifics',
    kind: 'lines',
    help: 'One a line, in the language of the site, such as “Saison: Hiver”. They add to brand, size, colour and material, or replace them.',
  },
  {
    name: 'condition_description',
    label: 'Note on the condition',
    kind: 'text',
    help: 'What a buyer should know of it, such as “a small stain on the left cuff”.',
  },
  { name: 'ean', label: 'EAN', kind: 'text', help: 'The number below the bar code, where there is one.' },
];
