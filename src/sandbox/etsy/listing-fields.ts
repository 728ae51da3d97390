import type { FormField, FormShape } from './form-fields.ts';
import { whenMadeWords } from './when-made.ts';

const text: FormField = { kind: 'text' };
const flag: FormField = { kind: 'flag' };
const id: FormField = { kind: 'integer', least: 1 };
const nullableId: FormField = { ...id, nullable: true };
const nullableTexts: FormField = { kind: 'texts', nullable: true };
const ids: FormField = { kind: 'integers', least: 1 };
const size: FormField = { kind: 'number', least: 0, nullable: true };
const days: FormField = { kind: 'integer', nullable: true };
const words = (...allowed: readonly string[]): FormField => ({ kind: 'text', words: allowed });
const WEIGHTS = ['oz', 'lb', 'g', 'kg'];
const LENGTHS = ['in', 'ft', 'mm', 'cm', 'm', 'yd', 'inches'];

const common = (year: number): FormShape => ({
  title: text,
  description: text,
  who_made: words('i_did', 'someone_else', 'collective'),
  when_made: words(...whenMadeWords(year)),
  taxonomy_id: id,
  shipping_profile_id: nullableId,
  return_policy_id: nullableId,
  materials: nullableTexts,
  tags: nullableTexts,
  shop_section_id: nullableId,
  item_weight: size,
  item_length: size,
  item_width: size,
  item_height: size,
  item_weight_unit: { ...words(...WEIGHTS), nullable: true },
  item_dimensions_unit: { ...words(...LENGTHS), nullable: true },
  is_personalizable: flag,
  personalization_is_required: flag,
  personalization_char_count_max: { kind: 'integer' },
  personalization_instructions: text,
  production_partner_ids: { ...ids, nullable: true },
  is_supply: flag,
  should_auto_renew: flag,
  is_taxable: flag,
});

/** Fields without which no draft is created. */
export const REQUIRED_OF_DRAFT = [
  'quantity',
  'title',
  'description',
  'price',
  'who_made',
  'when_made',
  'taxonomy_id',
];

/**
 * @param year the current year, which decides the words of `when_made`
 * @returns the form of `createDraftListing`
 */
export function draftFields(year: number): FormShape {
  return {
    ...common(year),
    quantity: { kind: 'integer' },
    price: { kind: 'number' },
    processing_min: days,
    processing_max: days,
    readiness_state_id: nullableId,
    styles: nullableTexts,
    image_ids: { ...ids, nullable: true },
    is_customizable: flag,
    type: words('physical', 'download', 'both'),
  };
}

/**
 * @param year the current year, which decides the words of `when_made`
 * @returns the form of `updateListing`; price, quantity and SKU are no part of it
 */
export function revisionFields(year: number): FormShape {
  return {
    ...common(year),
    image_ids: ids,
    featured_rank: { kind: 'integer', nullable: true },
    state: words('active', 'inactive'),
    type: { ...words('physical', 'download', 'both'), nullable: true },
  };
}
