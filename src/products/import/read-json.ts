import type { ImportRowError } from '../dto/import-result.ts';
import { MalformedImportError, TooManyRowsError } from './import-errors.ts';
import { MAX_ROWS } from './import-row.ts';
import type { ImportRow, ReadRows } from './import-row.ts';

/**
 * Reads the JSON form of an import.
 * @param body `{ "products": […] }`
 * @returns its products, and entries that are no objects
 * @throws {TooManyRowsError} @throws {MalformedImportError}
 */
export function readJson(body: unknown): ReadRows {
  const products = productsOf(body);
  if (products.length > MAX_ROWS) throw new TooManyRowsError();
  const rows: ImportRow[] = [];
  const errors: ImportRowError[] = [];
  for (const [index, entry] of products.entries()) {
    const row = index + 1;
    if (isObject(entry)) rows.push({ row, fields: entry });
    else
      errors.push({ row, sku: null, field: null, code: 'is_object', message: 'a product must be an object' });
  }
  return { rows, errors };
}

function productsOf(body: unknown): readonly unknown[] {
  if (isObject(body) && Object.keys(body).length === 1 && Array.isArray(body['products'])) {
    return body['products'];
  }
  throw new MalformedImportError('The body must be an object with the one field products, a list.');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
