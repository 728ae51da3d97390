import type { Picture, ProductSnapshot } from '../domain/snapshots.ts';
import type { ProductStatus } from '../domain/vocabulary.ts';
import type { Product } from './product.entity.ts';

/** Columns of `products` that {@link productFromRow} reads, for hand-written SQL. */
export const PRODUCT_COLUMNS = [
  'id',
  'sku',
  'title',
  'description',
  'price',
  'currency',
  'quantity',
  'brand',
  'category',
  'size',
  'colour',
  'material',
  'condition',
  'gender',
  'made_year',
  'pictures',
  'attributes',
  'status',
  'version',
] as const;

/** A row of `products` as hand-written SQL reads it: `numeric` as text, `jsonb` parsed. */
export interface ProductRow {
  readonly id: number;
  readonly sku: string;
  readonly title: string;
  readonly description: string;
  readonly price: string;
  readonly currency: string;
  readonly quantity: number;
  readonly brand: string | null;
  readonly category: string | null;
  readonly size: string | null;
  readonly colour: string | null;
  readonly material: string | null;
  readonly condition: string | null;
  readonly gender: string | null;
  readonly made_year: number | null;
  readonly pictures: readonly Picture[];
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: ProductStatus;
  readonly version: number;
}

/**
 * Maps a row of hand-written SQL.
 * @param row the {@link PRODUCT_COLUMNS} of one product; other columns are ignored
 * @returns the product as handlers see it
 */
export function productFromRow(row: ProductRow): ProductSnapshot {
  return {
    id: row.id,
    sku: row.sku,
    title: row.title,
    description: row.description,
    price: row.price,
    currency: row.currency,
    quantity: row.quantity,
    brand: row.brand,
    category: row.category,
    size: row.size,
    colour: row.colour,
    material: row.material,
    condition: row.condition,
    gender: row.gender,
    madeYear: row.made_year,
    pictures: row.pictures,
    attributes: row.attributes,
    status: row.status,
    version: row.version,
  };
}

/**
 * Takes what handlers may see from an entity.
 * @param product a loaded product
 * @returns plain data that no longer follows the entity
 */
export function toSnapshot(product: Product): ProductSnapshot {
  return {
    id: product.id,
    sku: product.sku,
    title: product.title,
    description: product.description,
    price: product.price,
    currency: product.currency,
    quantity: product.quantity,
    brand: product.brand ?? null,
    category: product.category ?? null,
    size: product.size ?? null,
    colour: product.colour ?? null,
    material: product.material ?? null,
    condition: product.condition ?? null,
    gender: product.gender ?? null,
    madeYear: product.madeYear ?? null,
    pictures: structuredClone(product.pictures),
    attributes: structuredClone(product.attributes),
    status: product.status,
    version: product.version,
  };
}
