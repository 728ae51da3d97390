import type { ProductAttribute } from '../contract/product-attribute.ts';
import { PACKAGE_SIZE_NAMES, PACKAGE_SIZES } from './vinted-limits.ts';

/** What a product may say to Vinted beside the fields that all marketplaces share. */
export const VINTED_ATTRIBUTES: readonly ProductAttribute[] = [
  {
    name: 'vinted_catalog_id',
    label: 'Vinted category number',
    kind: 'number',
    help: 'Where StoFlow finds no category, or another one than you want.',
  },
  {
    name: 'vinted_brand_id',
    label: 'Vinted brand number',
    kind: 'number',
    help: 'Where Vinted knows several brands of that name.',
  },
  {
    name: 'vinted_size_id',
    label: 'Vinted size number',
    kind: 'number',
    help: 'Where StoFlow does not know the size.',
  },
  {
    name: 'vinted_color_ids',
    label: 'Vinted colour numbers',
    kind: 'numbers',
    help: 'Where StoFlow does not know the colour, or there are two: numbers with commas.',
  },
  {
    name: 'vinted_material_ids',
    label: 'Vinted material numbers',
    kind: 'numbers',
    help: 'Where StoFlow does not know the material: numbers with commas.',
  },
  {
    name: 'vinted_package_size_id',
    label: 'Vinted parcel size',
    kind: 'number',
    help: 'For this product, where it is not the one of the account.',
    choices: PACKAGE_SIZES.map((size, place) => ({
      value: String(size),
      label: PACKAGE_SIZE_NAMES[place] ?? '',
    })),
  },
  { name: 'isbn', label: 'ISBN', kind: 'text', help: 'Of a book.' },
];
