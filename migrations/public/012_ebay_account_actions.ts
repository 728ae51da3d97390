import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of what is done with a whole account on eBay. */
export class PublicEbayAccountActions extends Migration {
  override name = 'public_012_ebay_account_actions';

  /**
   * Seeds the rows. Sales (2) are read before anything is published (3), since a sold piece must not be offered
   * elsewhere; a check is short and somebody waits for it. Looks at all listings (4) come last: nothing depends on them
   * at once. A page of such a look is up to 27 calls and the last step may look at hundreds of listings one by one, so
   * these have 2 minutes where a page of orders and a check have half of one.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('ebay', 'sync', 'Compare with eBay',
         'Reads all listings of the account on its site and compares them with what StoFlow knows.',
         4, true, 50, 5, 120, 2000, 300000, false),
        ('ebay', 'import', 'Import from eBay',
         'Takes listings of the account into StoFlow that it does not know yet.',
         4, true, 50, 5, 120, 2000, 300000, false),
        ('ebay', 'sync_orders', 'Read sales on eBay',
         'Reads the orders that changed since the last time.',
         2, true, 50, 5, 30, 2000, 300000, false),
        ('ebay', 'check_connection', 'Check the eBay account',
         'Asks eBay what the account has and what it lacks for listing.',
         2, true, 50, 5, 30, 2000, 300000, false)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(`
      delete from public.marketplace_action_types
      where marketplace = 'ebay' and code in ('sync', 'import', 'sync_orders', 'check_connection')`);
  }
}
