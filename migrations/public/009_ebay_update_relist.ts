import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows for changing a listing on eBay and for listing it anew. */
export class PublicEbayUpdateRelist extends Migration {
  override name = 'public_009_ebay_update_relist';

  /**
   * Seeds the rows. Both come with publications (3) and after ends (2). Pace, timeout and backoff are publishing's, since
   * the calls are of the same kind; relisting tries as often as ending does, because giving up half way leaves the
   * product unlisted.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('ebay', 'update', 'Update on eBay',
         'Sends what has changed of the product to its listing, and reads it back.',
         3, false, 50, 5, 15, 2000, 300000, false),
        ('ebay', 'relist', 'Relist on eBay',
         'Ends the listing and publishes its offer again. eBay gives it a new number; age and watchers are lost.',
         3, false, 50, 8, 15, 2000, 300000, false)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(
      `delete from public.marketplace_action_types where marketplace = 'ebay' and code in ('update', 'relist')`,
    );
  }
}
