import { Migration } from '@mikro-orm/migrations';

/** Catalogue row for ending a listing on eBay. */
export class PublicEbayDelete extends Migration {
  override name = 'public_006_ebay_delete';

  /**
   * Seeds the row. Ending comes before publishing (2 before 3): a piece that was sold elsewhere must not be bought
   * here. For the same reason it tries longer than publishing does, 8 times, while pace, timeout and backoff are the
   * same, since the calls are of the same kind.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('ebay', 'delete', 'End on eBay',
         'Ends the listing. The offer stays unpublished, so that the product can be published again.',
         2, false, 50, 8, 15, 2000, 300000, false)`);
  }

  /** Removes the row. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'ebay' and code = 'delete'`);
  }
}
