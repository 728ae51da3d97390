import type { ProductSnapshot } from '../../../../src/domain/snapshots.ts';

/** A product that fits eBay, all but its pictures. */
export const PRODUCT: ProductSnapshot = {
  id: 7,
  sku: 'COAT-1',
  title: 'Manteau en laine',
  description: 'Très beau manteau <b>chaud</b> & doux.\nTaille M.',
  price: '45.00',
  currency: 'EUR',
  quantity: 1,
  brand: 'Sézane',
  category: 'coats',
  size: 'M',
  colour: 'Bleu',
  material: 'Laine',
  condition: 'very_good',
  gender: 'women',
  madeYear: 2019,
  pictures: [],
  attributes: {},
  status: 'active',
  version: 1,
};
