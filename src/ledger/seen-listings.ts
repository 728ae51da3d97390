import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { ListingsSeenEffect } from '../domain/effects.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { PendingActionRows } from './pending-action-rows.ts';

/** Applies what a complete look at an account has shown of known listings. */
@Injectable()
export class SeenListings {
  constructor(private readonly pendingActions: PendingActionRows) {}

  /**
   * Writes what was seen, in one statement for ten thousand listings. A listing that changed here since the look began
   * is left alone: what was seen of it may be older than that. Questions that have answered themselves are withdrawn.
   * @param sql the transaction
   * @param tenant whose listings
   * @param effect what was seen, and since when
   */
  async apply(sql: Sql, tenant: TenantRef, { since, listings }: ListingsSeenEffect): Promise<void> {
    const seen = await sql.query<{ id: number; status: string; asked: boolean }>(
      `update ${tenant.schema}.listings l
       set status = coalesce(s.status, l.status), external_ids = l.external_ids || coalesce(s.ids, '{}'),
           url = coalesce(s.url, l.url), shown = l.shown || coalesce(s.shown, '{}'),
           last_verified_at = now(), updated_at = now()
       from unnest($1::bigint[], $2::text[], $3::jsonb[], $4::text[], $5::jsonb[]) as s (id, status, ids, url, shown)
       where l.id = s.id and l.updated_at < $6::timestamptz and l.status in ('draft', 'live', 'unknown')
       returning l.id, l.status`,
      [
        listings.map(({ listingId }) => listingId),
        listings.map(({ status }) => status ?? null),
        listings.map(({ externalIds }) => jsonOrNull(externalIds)),
        listings.map(({ url }) => url ?? null),
        listings.map(({ shown }) => jsonOrNull(shown)),
        since,
      ],
    );
    const subjects = seen.filter(({ status }) => status === 'live').map(({ id }) => `listing:${id}`);
    await this.pendingActions.withdraw(sql, tenant, 'listing.missing', subjects);
    await this.pendingActions.withdraw(sql, tenant, 'listing.changed', subjects);
  }
}

function jsonOrNull(value: object | undefined): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
