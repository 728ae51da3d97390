import { Migration } from '@mikro-orm/migrations';

/** Which job made the row of a listing: what it made itself does not outdate what it has found out before. */
export class TenantListingMakers extends Migration {
  override name = 'tenant_015_listing_makers';

  /** Adds the column; of rows that are there nobody knows it. */
  override up(): void {
    this.addSql(`alter table listings add column made_by bigint`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`alter table listings drop column made_by`);
  }
}
