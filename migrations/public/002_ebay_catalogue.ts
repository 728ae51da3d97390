import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of eBay: what StoFlow can do there, and at what pace. */
export class PublicEbayCatalogue extends Migration {
  override name = 'public_002_ebay_catalogue';

  /**
   * Seeds eBay's rows. The pace leaves a seller far below eBay's 2,000,000 Inventory calls a day, and the timeout
   * is per step: picture uploads are the slowest call.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('ebay', 'publish', 'Publish on eBay',
         'Creates the inventory item and the offer, and publishes it as a fixed-price listing.',
         3, false, 50, 5, 15, 2000, 300000, false)`);
    this.addSql(`insert into public.marketplace_switches (marketplace) values ('ebay')`);
  }

  /** Removes eBay's rows. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'ebay'`);
    this.addSql(`delete from public.marketplace_switches where marketplace = 'ebay'`);
  }
}
