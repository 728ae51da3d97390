import type { Sql } from '../common/database/sql.ts';
import type { FoundListing } from '../domain/found.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { Marketplace } from '../domain/vocabulary.ts';
import { CONDITIONS, GENDERS, MAX_PICTURES } from './product-rules.ts';

/**
 * Makes a product of a listing that was found. What the marketplace does not show stays empty; without a price it is a
 * draft, which nobody can publish by mistake.
 * @param sql the transaction
 * @param tenant whose product
 * @param marketplace where it was found
 * @param listing the listing
 * @returns the product's id
 */
export async function addImportedProduct(
  sql: Sql,
  { schema }: TenantRef,
  marketplace: Marketplace,
  listing: FoundListing,
): Promise<number> {
  const { details = {} } = listing;
  const [row] = await sql.query<{ id: number }>(
    `insert into ${schema}.products
       (sku, title, description, price, currency, quantity, brand, category, size, colour, material, condition,
        gender, pictures, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     returning id`,
    [
      await freeSku(sql, schema, marketplace, listing),
      listing.title,
      listing.description ?? '',
      listing.price ?? '0.00',
      listing.currency ?? 'EUR',
      listing.quantity ?? 1,
      details.brand ?? null,
      details.category ?? null,
      details.size ?? null,
      details.colour ?? null,
      details.material ?? null,
      oneOf(CONDITIONS, details.condition),
      oneOf(GENDERS, details.gender),
      JSON.stringify((listing.pictures ?? []).slice(0, MAX_PICTURES).map((url) => ({ url }))),
      listing.price === undefined ? 'draft' : 'active',
    ],
  );
  if (row === undefined) throw new Error('a product was inserted and has no id');
  return row.id;
}

/** A SKU of its own: the seller's, or one made of where the listing was found. */
async function freeSku(
  sql: Sql,
  schema: TenantRef['schema'],
  marketplace: Marketplace,
  { sku, externalIds }: FoundListing,
): Promise<string> {
  const wanted = sku ?? `${marketplace}-${Object.values(externalIds)[0] ?? 'listing'}`;
  const [free] = await sql.query<{ sku: string }>(
    `select name.sku
     from (select n, $1::text || case when n = 1 then '' else '-' || n end as sku from generate_series(1, 1000) n) name
     where not exists (select from ${schema}.products p where p.sku = name.sku)
     order by name.n limit 1`,
    [wanted],
  );
  if (free === undefined) throw new Error(`a thousand products are called ${wanted}`);
  return free.sku;
}

function oneOf(words: readonly string[], word: string | undefined): string | null {
  return word !== undefined && words.includes(word) ? word : null;
}
