import type { FieldError } from '../../domain/errors.ts';
import type { ProductSnapshot } from '../../domain/snapshots.ts';
import { integerOf } from '../http/json-shape.ts';
import { COLOURS_MAX, MATERIALS_MAX } from './vinted-limits.ts';
import { isPackageSize } from './vinted-account-settings.ts';

/** Ids of Vinted that a product names itself; undefined where it does not. */
export interface OwnValues {
  readonly brandId: number | undefined;
  readonly sizeId: number | undefined;
  readonly colourIds: readonly number[] | undefined;
  readonly materialIds: readonly number[] | undefined;
  readonly packageSizeId: number | undefined;
}

/**
 * Reads the ids that a product names itself, as `attributes.vinted_…`.
 * @param attributes the product's attributes
 * @returns the ids
 */
export function ownValuesOf(attributes: ProductSnapshot['attributes']): OwnValues {
  return {
    brandId: integerOf(attributes['vinted_brand_id']),
    sizeId: integerOf(attributes['vinted_size_id']),
    colourIds: listOf(attributes['vinted_color_ids']),
    materialIds: listOf(attributes['vinted_material_ids']),
    packageSizeId: integerOf(attributes['vinted_package_size_id']),
  };
}

/**
 * Checks the ids that a product names itself.
 * @param product the product
 * @returns one entry for each that cannot be one of Vinted's
 */
export function ownValueErrors({ attributes }: Pick<ProductSnapshot, 'attributes'>): readonly FieldError[] {
  const own = ownValuesOf(attributes);
  const problems: readonly (readonly [key: string, wrong: boolean, message: string])[] = [
    ['vinted_brand_id', !isId(own.brandId), "Vinted's brands are numbers."],
    ['vinted_size_id', !isId(own.sizeId), "Vinted's sizes are numbers."],
    ['vinted_color_ids', !areIds(own.colourIds, COLOURS_MAX), `Give one to ${COLOURS_MAX} numbers.`],
    ['vinted_material_ids', !areIds(own.materialIds, MATERIALS_MAX), `Give one to ${MATERIALS_MAX} numbers.`],
    [
      'vinted_package_size_id',
      !isPackageSize(own.packageSizeId),
      'Choose a parcel size: small (1), medium (2), large (3) or very large (5).',
    ],
  ];
  return problems
    .filter(([key, wrong]) => wrong && (attributes[key] ?? undefined) !== undefined)
    .map(([key, , message]) => ({ field: `attributes.${key}`, code: 'vinted.attribute_invalid', message }));
}

function listOf(value: unknown): readonly number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const ids = list.map(integerOf);
  return ids.every((id) => id !== undefined) ? ids : [];
}

function isId(id: number | undefined): boolean {
  return id !== undefined && id > 0;
}

function areIds(ids: readonly number[] | undefined, most: number): boolean {
  return ids !== undefined && ids.length > 0 && ids.length <= most && ids.every(isId);
}
