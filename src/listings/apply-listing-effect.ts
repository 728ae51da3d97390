import type { Sql } from '../common/database/sql.ts';
import type { ListingEffect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ListingStatus } from '../domain/vocabulary.ts';
import { LISTING_IS_OPEN } from './listing-row.ts';

/** The listing a step was about. */
export interface ListingKey {
  readonly productId: number;
  readonly accountId: number;
}

/** What became of a listing effect. */
export interface AppliedListing {
  readonly id: number;
  readonly status: ListingStatus;
}

/** What an effect changes in a row that is there already; what the effect does not say stays. */
const MERGE = `
  external_ids = listings.external_ids || coalesce($4::jsonb, '{}'),
  url = coalesce($5, listings.url),
  fingerprint = case when $6::jsonb is null then listings.fingerprint
                     else coalesce(listings.fingerprint, '{}') || $6::jsonb end,
  last_verified_at = case when $7::boolean then now() else listings.last_verified_at end,
  updated_at = now()`;

const INSERT = `
  (product_id, account_id, status, external_ids, url, fingerprint, last_verified_at)
  select $1::bigint, $2::bigint, $3::text, coalesce($4::jsonb, '{}'), $5::text, $6::jsonb,
         case when $7::boolean then now() end`;

/**
 * Applies what a step did to a listing, inside the caller's transaction. Applying the same effect twice leaves what
 * applying it once leaves.
 *
 * A draft, live or unknown listing is merged into the open listing of (account, product), or opens one: a listing
 * that ended is history, so going live again makes a new row. An ended or sold listing closes the open one.
 * @param sql the connection of the caller's transaction
 * @param tenant whose listing
 * @param key which product on which account
 * @param effect what the step did
 * @returns the row it changed
 */
export async function applyListingEffect(
  sql: Sql,
  tenant: TenantRef,
  key: ListingKey,
  effect: ListingEffect,
): Promise<AppliedListing> {
  const values = [
    key.productId,
    key.accountId,
    effect.status,
    effect.externalIds === undefined ? null : JSON.stringify(effect.externalIds),
    effect.url ?? null,
    effect.fingerprint === undefined ? null : JSON.stringify(effect.fingerprint),
    effect.verified ?? false,
  ];
  const closes = effect.status === 'ended' || effect.status === 'sold';
  const statements = closes
    ? [closeOpen(tenant), amendClosed(tenant), insertClosed(tenant)]
    : [upsertOpen(tenant)];
  for (const statement of statements) {
    const [row] = await sql.query<AppliedListing>(statement, values);
    if (row !== undefined) return row;
  }
  throw new Error('a listing effect changed no row, although its last statement always does');
}

function upsertOpen(tenant: TenantRef): string {
  return `
    insert into ${tenant.schema}.listings as listings ${INSERT}
    on conflict (account_id, product_id) where ${LISTING_IS_OPEN}
    do update set status = excluded.status, ${MERGE}
    returning id, status`;
}

function closeOpen(tenant: TenantRef): string {
  return `
    update ${tenant.schema}.listings as listings set status = $3, ${MERGE}
    where account_id = $2 and product_id = $1 and ${LISTING_IS_OPEN}
    returning id, status`;
}

/** The end was reported before, or a sale is learnt after the end: sold outweighs ended, and never the other way. */
function amendClosed(tenant: TenantRef): string {
  return `
    update ${tenant.schema}.listings as listings
    set status = case when listings.status = 'sold' then 'sold' else $3 end, ${MERGE}
    where id = (select max(id) from ${tenant.schema}.listings
                where account_id = $2 and product_id = $1 and superseded_by is null
                  and (coalesce($4::jsonb, '{}') = '{}' or external_ids @> $4::jsonb))
    returning id, status`;
}

/** A listing of which nothing was known, for instance one that a sync finds already sold. */
function insertClosed(tenant: TenantRef): string {
  return `insert into ${tenant.schema}.listings ${INSERT} returning id, status`;
}
