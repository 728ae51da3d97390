import type { SandboxProduct } from './sandbox-product.ts';

/** The columns of a product file, in order. */
export const CSV_COLUMNS = [
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
] as const;

/**
 * Writes products as CSV (RFC 4180; lines end with a line feed).
 *
 * @param products the rows
 * @returns the file's text, with its header; the addresses of pictures are separated by one space
 */
export function productsCsv(products: readonly SandboxProduct[]): string {
  const lines = products.map((product) =>
    CSV_COLUMNS.map((column) => quote(valueOf(product, column))).join(','),
  );
  return [CSV_COLUMNS.join(','), ...lines, ''].join('\n');
}

function valueOf(product: SandboxProduct, column: (typeof CSV_COLUMNS)[number]): string {
  if (column === 'pictures') return product.pictures.join(' ');
  if (column === 'made_year') return String(product.madeYear);
  return String(product[column]);
}

function quote(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
