import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of updating and relisting on Etsy. */
export class PublicEtsyUpdateAndRelist extends Migration {
  override name = 'public_010_etsy_update_and_relist';

  /**
   * Seeds the rows. Priority 3, beside publications. Pace, attempts, timeout and backoff are those of publishing: the
   * same budget and the same troubles.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('etsy', 'update', 'Update on Etsy',
         'Sends what has changed of a live listing, and reads it back.',
         3, false, 100, 6, 15, 3000, 300000, false),
        ('etsy', 'relist', 'Relist on Etsy',
         'Makes a new copy live for Etsy''s listing fee, and takes the old one off sale.',
         3, false, 100, 6, 15, 3000, 300000, false)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(
      `delete from public.marketplace_action_types where marketplace = 'etsy' and code in ('update', 'relist')`,
    );
  }
}
