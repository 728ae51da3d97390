import type { Picture, ProductSnapshot } from '../domain/snapshots.ts';
import type { ProductStatus } from '../domain/vocabulary.ts';

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
