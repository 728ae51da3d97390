import type { ProductSnapshot } from '../../../src/domain/snapshots.ts';

/** A product that fits every marketplace there is: old enough for vintage, of a category all of them have. */
export const NEUTRAL_PRODUCT: ProductSnapshot = {
  id: 7,
  sku: 'DRESS1',
  title: 'Robe en soie',
  description: 'Très belle robe légère et fluide.',
  price: '45.50',
  currency: 'EUR',
  quantity: 1,
  brand: 'Cacharel',
  category: 'dresses',
  size: 'M',
  colour: 'Bleu',
  material: 'Soie',
  condition: 'very_good',
  gender: 'women',
  madeYear: 1994,
  pictures: [],
  attributes: {},
  status: 'active',
  version: 1,
};
