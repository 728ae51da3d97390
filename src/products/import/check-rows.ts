import { setImmediate as nextTurn } from 'node:timers/promises';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { fieldErrors } from '../../common/http/validation.ts';
import type { ImportRowError } from '../dto/import-result.ts';
import { ProductFields } from '../dto/product-fields.ts';
import type { ImportRow } from './import-row.ts';

/** A product of an import that obeys every rule. */
export interface CheckedRow {
  readonly row: number;
  readonly fields: ProductFields;
  /** Names of the fields that were given, sorted. */
  readonly given: readonly string[];
}

/** Rows that are checked before other requests get their turn. */
const ROWS_A_TURN = 200;

/**
 * Checks rows by the rules of a single product, and that no SKU stands there twice: the first one counts.
 * @param rows what was read
 * @returns the good rows, and everything that is wrong with the others
 */
export async function checkRows(
  rows: readonly ImportRow[],
): Promise<{ readonly good: readonly CheckedRow[]; readonly errors: readonly ImportRowError[] }> {
  const good: CheckedRow[] = [];
  const errors: ImportRowError[] = [];
  const rowOfSku = new Map<string, number>();
  for (const [index, { row, fields: plain }] of rows.entries()) {
    if (index % ROWS_A_TURN === ROWS_A_TURN - 1) await nextTurn();
    const fields = plainToInstance(ProductFields, plain);
    const sku = typeof plain['sku'] === 'string' ? plain['sku'] : null;
    const wrong = fieldErrors(
      validateSync(fields, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }),
    );
    const first = rowOfSku.get(fields.sku);
    if (first !== undefined) {
      wrong.push({ field: 'sku', code: 'duplicate_sku', message: `the same SKU is in row ${first}` });
    } else if (sku !== null) {
      rowOfSku.set(fields.sku, row);
    }
    errors.push(...wrong.map((error) => ({ row, sku, ...error })));
    if (wrong.length === 0) {
      const given = Object.keys(plain).filter((name) => plain[name] !== undefined);
      good.push({ row, fields, given: given.sort() });
    }
  }
  return { good, errors };
}
