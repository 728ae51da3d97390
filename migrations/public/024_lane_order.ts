import { Migration } from '@mikro-orm/migrations';

/**
 * Lets a claim read ready lanes in its order. Lanes that have had equally much are many, as all new ones are, and an
 * index on the virtual time alone has all of those sorted for every claim.
 */
export class PublicLaneOrder extends Migration {
  override name = 'public_024_lane_order';

  /** The order of a claim: virtual time, then the lane's key. */
  override up(): void {
    this.addSql(`drop index public.lanes_ready`);
    this.addSql(`
      create index lanes_ready on public.lanes (vtime, tenant_id, account_id) where ready_at is not null`);
  }

  /** Puts back what was. */
  override down(): void {
    this.addSql(`drop index public.lanes_ready`);
    this.addSql(`create index lanes_ready on public.lanes (vtime) where ready_at is not null`);
  }
}
