import { Migration } from '@mikro-orm/migrations';

/** Catalogue row of ending a listing on Etsy. */
export class PublicEtsyDelete extends Migration {
  override name = 'public_007_etsy_delete';

  /**
   * Seeds the row. Priority 2, before every publication: a piece that is still for sale may be sold twice, which costs
   * the seller more than a publication that comes later; only 1 is kept for what a sale itself sets off. No plugin, since
   * Etsy is called from here. Pace, attempts, timeout and backoff are those of publishing: the same budget and the same
   * troubles.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('etsy', 'delete', 'End on Etsy',
         'Deactivates the listing, or deletes it while it is a draft, and reads back that it is off sale.',
         2, false, 100, 6, 15, 3000, 300000, false)`);
  }

  /** Removes the row. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'etsy' and code = 'delete'`);
  }
}
