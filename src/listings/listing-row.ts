import type { ShownFields } from '../domain/found.ts';
import type { ListingSnapshot } from '../domain/snapshots.ts';
import type { ListingStatus } from '../domain/vocabulary.ts';

/** Columns of `listings` that {@link listingFromRow} reads, for hand-written SQL. */
export const LISTING_COLUMNS = ['id', 'status', 'external_ids', 'url', 'fingerprint', 'shown'] as const;

/**
 * Which listings are open: the predicate of the index `listings_one_open`, word for word, so that statements which
 * name it can use the index.
 */
export const LISTING_IS_OPEN = `status in ('draft', 'live', 'unknown') and superseded_by is null`;

/** A row of `listings` as hand-written SQL reads it. */
export interface ListingRow {
  readonly id: number;
  readonly status: ListingStatus;
  readonly external_ids: Readonly<Record<string, string>>;
  readonly url: string | null;
  readonly fingerprint: Readonly<Record<string, unknown>> | null;
  readonly shown: ShownFields;
}

/**
 * Maps a row of hand-written SQL.
 * @param row the {@link LISTING_COLUMNS} of one listing; other columns are ignored
 * @returns the listing as handlers see it
 */
export function listingFromRow(row: ListingRow): ListingSnapshot {
  return {
    id: row.id,
    status: row.status,
    externalIds: row.external_ids,
    url: row.url,
    fingerprint: row.fingerprint,
    shown: row.shown,
  };
}
