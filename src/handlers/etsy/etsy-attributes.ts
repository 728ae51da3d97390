import type { ProductAttribute } from '../contract/product-attribute.ts';
import { MAKER_NAMES } from './etsy-provenance.ts';

/** What a product may say to Etsy beside the fields that all marketplaces share. */
export const ETSY_ATTRIBUTES: readonly ProductAttribute[] = [
  {
    name: 'etsy_taxonomy_id',
    label: 'Etsy category number',
    kind: 'number',
    help: 'Where StoFlow finds no category, or another one than you want.',
  },
  {
    name: 'etsy_who_made',
    label: 'Who made it',
    kind: 'text',
    help: 'Second-hand goods are made by somebody else.',
    choices: Object.entries(MAKER_NAMES).map(([value, label]) => ({ value, label })),
  },
  {
    name: 'etsy_when_made',
    label: 'Etsy era',
    kind: 'text',
    help: 'Follows from the year it was made. Instead of it: an era of Etsy’s, such as 1990s, before 2007 or made to order.',
  },
  {
    name: 'etsy_is_supply',
    label: 'Craft supply',
    kind: 'yes_no',
    help: 'Whether it is material for making something else.',
  },
  {
    name: 'etsy_tags',
    label: 'Etsy tags',
    kind: 'lines',
    help: 'Up to 13, one a line, of up to 20 characters. Without them they follow from brand, category, colour and material.',
  },
  {
    name: 'etsy_properties',
    label: 'Etsy attributes',
    kind: 'lines',
    help: 'One a line, such as “Sleeve length: Long”. They add to colour and size, or replace them.',
  },
];
