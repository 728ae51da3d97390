import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { ShownFields } from '../domain/found.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { ListingStatus } from '../domain/vocabulary.ts';

/** A listing of an account as StoFlow knows it. */
export interface KnownListing {
  readonly id: number;
  readonly productId: number;
  readonly status: ListingStatus;
  readonly externalIds: Readonly<Record<string, string>>;
  readonly shown: ShownFields;
  /** Pieces the seller has of its product. */
  readonly quantity: number;
  /** SKU of its product. */
  readonly sku: string;
  /** Milliseconds since the epoch, by the database's clock. */
  readonly changedAtMs: number;
  /** True while a job works on the product on this account, or waits to: what is seen now may be old in a moment. */
  readonly busy: boolean;
}

/** What handlers may ask about an account's listings. */
export type ListingRecords = Pick<KnownListings, 'open' | 'all' | 'now'>;

/** Tells handlers what StoFlow knows of an account's listings. It only reads. */
@Injectable()
export class KnownListings {
  constructor(private readonly database: Database) {}

  /**
   * Reads the listings that have not ended, superseded copies included.
   * @param tenant whose listings
   * @param accountId the account
   * @returns the listings, oldest first
   */
  open(tenant: TenantRef, accountId: number): Promise<readonly KnownListing[]> {
    return this.read(tenant, accountId, `l.status in ('draft', 'live', 'unknown')`);
  }

  /**
   * Reads every listing the account ever had.
   * @param tenant whose listings
   * @param accountId the account
   * @returns the listings, oldest first
   */
  all(tenant: TenantRef, accountId: number): Promise<readonly KnownListing[]> {
    return this.read(tenant, accountId, 'true');
  }

  /** @returns the moment of the database's clock, by which {@link KnownListing.changedAtMs} is told */
  async now(): Promise<Date> {
    const [row] = await this.database.query<{ now: Date }>('select now() as now');
    if (row === undefined) throw new Error('the database tells no time');
    return row.now;
  }

  private read({ schema }: TenantRef, accountId: number, which: string): Promise<readonly KnownListing[]> {
    return this.database.query<KnownListing>(
      `select l.id, l.product_id as "productId", l.status, l.external_ids as "externalIds", l.shown,
              p.quantity, p.sku, extract(epoch from l.updated_at)::float8 * 1000 as "changedAtMs",
              exists (
                select from ${schema}.marketplace_jobs j
                where j.product_id = l.product_id and j.account_id = l.account_id
                  and j.status in ('pending', 'processing', 'paused')
              ) as busy
       from ${schema}.listings l join ${schema}.products p on p.id = l.product_id
       where l.account_id = $1 and ${which} order by l.id`,
      [accountId],
    );
  }
}
