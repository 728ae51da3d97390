import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ImportResult } from '../dto/import-result.ts';
import { checkRows } from './check-rows.ts';
import type { CheckedRow } from './check-rows.ts';
import type { ReadRows } from './import-row.ts';
import { upsertProducts } from './upsert-products.ts';

/** Products that one statement stores: it holds their row locks until it ends. */
const LOT = 500;

/** Stores many products at once, the good ones although others are wrong. Harmless when repeated. */
@Injectable()
export class ProductImport {
  constructor(private readonly db: Database) {}

  /**
   * @param tenant whose products
   * @param read the rows of a file or of a JSON body
   * @returns what was stored, and what is wrong with the rest
   */
  async store(tenant: TenantRef, read: ReadRows): Promise<ImportResult> {
    const { good, errors } = await checkRows(read.rows);
    let imported = 0;
    let updated = 0;
    for (const { given, lot } of lotsOf(good)) {
      const counts = await upsertProducts(this.db, tenant, given, lot);
      imported += counts.imported;
      updated += counts.updated;
    }
    const rows = [...read.errors, ...errors].sort((a, b) => a.row - b.row);
    return { imported, updated, failed: new Set(rows.map(({ row }) => row)).size, rows };
  }
}

/** One statement writes one set of columns, so rows that give different fields go into different lots. */
function* lotsOf(
  rows: readonly CheckedRow[],
): Generator<{ readonly given: readonly string[]; readonly lot: readonly CheckedRow['fields'][] }> {
  const groups = Map.groupBy(rows, ({ given }) => given.join());
  for (const group of groups.values()) {
    for (let start = 0; start < group.length; start += LOT) {
      const lot = group.slice(start, start + LOT);
      yield { given: lot[0]?.given ?? [], lot: lot.map(({ fields }) => fields) };
    }
  }
}
