import type { Sql } from '../common/database/sql.ts';
import type { ListingEffect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ListingStatus } from '../domain/vocabulary.ts';
import { LISTING_IS_OPEN } from './listing-row.ts';

/** The listing a step was about. */
export interface ListingKey {
  readonly productId: number;
  readonly accountId: number;
  /** The job whose step it was; absent where none was about this listing alone. */
  readonly jobId?: number;
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
  shown = case when $8::jsonb is null then listings.shown else listings.shown || $8::jsonb end,
  made_by = coalesce(listings.made_by, $9::bigint),
  updated_at = now()`;

const INSERT = `
  (product_id, account_id, status, external_ids, url, fingerprint, last_verified_at, shown, made_by)
  select $1::bigint, $2::bigint, $3::text, coalesce($4::jsonb, '{}'), $5::text, $6::jsonb,
         case when $7::boolean then now() end, coalesce($8::jsonb, '{}'), $9::bigint`;

/**
 * Applies what a step did to a listing, inside the caller's transaction. Applying the same effect twice leaves what
 * applying it once leaves.
 *
 * A draft, live or unknown listing is merged into the open listing of (account, product), or opens one: a listing
 * that ended is history, so going live again makes a new row. An ended or sold listing closes the open one. A new copy
 * supersedes the open listing, which stays what it is until an effect on the old copy ends it.
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
    effect.shown === undefined ? null : JSON.stringify(effect.shown),
    key.jobId ?? null,
  ];
  if (effect.copy === 'new_copy') await supersedeOpen(sql, tenant, key, effect);
  const closes = effect.status === 'ended' || effect.status === 'sold';
  const statements = closes
    ? effect.copy === 'old_copy'
      ? [closeSuperseded(tenant), amendSuperseded(tenant)]
      : [closeOpen(tenant), amendClosed(tenant), amendSuperseded(tenant), insertClosed(tenant)]
    : effect.copy === 'old_copy'
      ? [amendSuperseded(tenant)]
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

/**
 * Opens a row for a new copy and lets it supersede the open one. The new row points at the old one at first, since
 * the index allows one open row and the constraint wants the newer row to be there.
 */
async function supersedeOpen(
  sql: Sql,
  { schema }: TenantRef,
  { productId, accountId, jobId }: ListingKey,
  { status, externalIds = {} }: ListingEffect,
): Promise<void> {
  const ids = JSON.stringify(externalIds);
  const [open] = await sql.query<{ id: number }>(
    `select id from ${schema}.listings
     where account_id = $2 and product_id = $1 and ${LISTING_IS_OPEN} and not external_ids @> $3::jsonb
     for update`,
    [productId, accountId, ids],
  );
  if (open === undefined) return;
  const [copy] = await sql.query<{ id: number }>(
    `insert into ${schema}.listings (product_id, account_id, status, external_ids, superseded_by, made_by)
     values ($1, $2, $3, $4, $5, $6) returning id`,
    [productId, accountId, status, ids, open.id, jobId ?? null],
  );
  if (copy === undefined) throw new Error('a listing was inserted and has no id');
  await sql.query(`update ${schema}.listings set superseded_by = $2, updated_at = now() where id = $1`, [
    open.id,
    copy.id,
  ]);
  await sql.query(`update ${schema}.listings set superseded_by = null where id = $1`, [copy.id]);
}

function closeSuperseded(tenant: TenantRef): string {
  return `
    update ${tenant.schema}.listings as listings set status = $3, ${MERGE}
    where account_id = $2 and product_id = $1 and superseded_by is not null
      and status in ('draft', 'live', 'unknown') and external_ids @> coalesce($4::jsonb, '{}')
    returning id, status`;
}

/** What is learnt of an old copy later; its end was reported before, or it stands as it stood. */
function amendSuperseded(tenant: TenantRef): string {
  return `
    update ${tenant.schema}.listings as listings
    set status = case when listings.status in ('sold', 'ended') and $3 <> 'sold' then listings.status else $3 end,
        ${MERGE}
    where account_id = $2 and product_id = $1 and superseded_by is not null
      and external_ids @> coalesce($4::jsonb, '{}')
    returning id, status`;
}

/**
 * A job that was stopped and is retried much later may report the end of a listing that ended long ago: it must not
 * close the one that was made since.
 */
function closeOpen(tenant: TenantRef): string {
  return `
    update ${tenant.schema}.listings as listings set status = $3, ${MERGE}
    where account_id = $2 and product_id = $1 and ${LISTING_IS_OPEN}
      and (external_ids @> coalesce($4::jsonb, '{}') or not exists (
        select from ${tenant.schema}.listings other
        where other.account_id = $2 and other.product_id = $1 and other.status in ('ended', 'sold')
          and other.external_ids @> $4::jsonb
      ))
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
