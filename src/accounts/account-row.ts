import type { AccountSnapshot } from '../domain/snapshots.ts';
import type { AccountStatus, Marketplace } from '../domain/vocabulary.ts';

/** Columns of `marketplace_accounts` that {@link accountFromRow} reads, for hand-written SQL. Never the credentials. */
export const ACCOUNT_COLUMNS = [
  'id',
  'marketplace',
  'external_id',
  'status',
  'settings',
  'orders_read_until',
] as const;

/** A row of `marketplace_accounts` as hand-written SQL reads it. */
export interface AccountRow {
  readonly id: number;
  readonly marketplace: Marketplace;
  readonly external_id: string;
  readonly status: AccountStatus;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly orders_read_until: string | Date | null;
}

/**
 * Maps a row of hand-written SQL.
 * @param row the {@link ACCOUNT_COLUMNS} of one account; other columns are ignored
 * @returns the account as handlers see it
 */
export function accountFromRow(row: AccountRow): AccountSnapshot {
  return {
    id: row.id,
    marketplace: row.marketplace,
    externalId: row.external_id,
    status: row.status,
    settings: row.settings,
    ...(row.orders_read_until !== null && {
      ordersReadUntil: new Date(row.orders_read_until).toISOString(),
    }),
  };
}
