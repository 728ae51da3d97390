import type { Sql } from '../../common/database/sql.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { ProductFields } from '../dto/product-fields.ts';

/** Columns that an import may write, with their types. Names of fields come from here and never from the request. */
const COLUMN_TYPES: ReadonlyMap<string, string> = new Map([
  ['sku', 'text'],
  ['title', 'text'],
  ['description', 'text'],
  ['price', 'numeric'],
  ['currency', 'text'],
  ['quantity', 'integer'],
  ['brand', 'text'],
  ['category', 'text'],
  ['size', 'text'],
  ['colour', 'text'],
  ['material', 'text'],
  ['condition', 'text'],
  ['gender', 'text'],
  ['made_year', 'integer'],
  ['pictures', 'jsonb'],
  ['attributes', 'jsonb'],
]);

/** What became of one lot. */
export interface UpsertCounts {
  readonly imported: number;
  readonly updated: number;
}

/**
 * Stores a lot of products in one statement. A product whose SKU is there already gets the given fields and a new
 * version, and returns from the archive; its other fields stay.
 * @param sql any connection
 * @param tenant whose products
 * @param given names of the fields that all products of the lot have
 * @param products the lot; no SKU twice
 * @returns how many were new
 */
export async function upsertProducts(
  sql: Sql,
  tenant: TenantRef,
  given: readonly string[],
  products: readonly ProductFields[],
): Promise<UpsertCounts> {
  const columns = [...COLUMN_TYPES].filter(([name]) => given.includes(name));
  const names = columns.map(([name]) => name).join(', ');
  const types = columns.map(([name, type]) => `${name} ${type}`).join(', ');
  const changes = columns.filter(([name]) => name !== 'sku').map(([name]) => `${name} = excluded.${name}`);
  // In the order of SKUs, so that two imports of the same file wait for each other and do not deadlock.
  // xmax is 0 in a row that this statement inserted; one it updated carries the lock that it took.
  const [counts] = await sql.query<UpsertCounts>(
    `with stored as (
       insert into ${tenant.schema}.products as p (${names})
       select ${names} from jsonb_to_recordset($1::jsonb) as lot (${types}) order by sku
       on conflict (sku) do update
       set ${changes.join(', ')}, version = p.version + 1, updated_at = now(),
           status = case when p.status = 'archived' then 'active' else p.status end
       returning (xmax = 0) as is_new
     )
     select count(*) filter (where is_new)::int as imported, count(*) filter (where not is_new)::int as updated
     from stored`,
    [JSON.stringify(products)],
  );
  return counts ?? { imported: 0, updated: 0 };
}
