import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of what StoFlow does with a whole Etsy account. */
export class PublicEtsyAccountActions extends Migration {
  override name = 'public_013_etsy_account_actions';

  /**
   * Seeds the rows. Orders and checks come early (2): an order is a piece that may be sold elsewhere this minute, and a
   * check is what a seller is waiting for. Sweeps come last (4): they take many calls of a budget that all shops share
   * and nobody waits for them. For the same reason their pace is half that of publishing. Thirty seconds a step: a page
   * of a hundred listings with pictures is a slow answer, and the last step of a sync may look at twenty listings one by
   * one; a lot of an import fetches pictures. Attempts and backoff are those of publishing, since the troubles are.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('etsy', 'sync', 'Compare with Etsy',
         'Reads all listings of the shop and compares them with what StoFlow knows.',
         4, true, 200, 6, 30, 3000, 300000, false),
        ('etsy', 'sync_orders', 'Read orders on Etsy',
         'Reads the receipts of the shop since the last time.',
         2, true, 100, 6, 30, 3000, 300000, false),
        ('etsy', 'import', 'Import from Etsy',
         'Makes products of the live listings of the shop that StoFlow does not know.',
         4, true, 200, 6, 30, 3000, 300000, false),
        ('etsy', 'check_connection', 'Check the Etsy account',
         'Asks Etsy what the account has and what it lacks.',
         2, true, 100, 6, 30, 3000, 300000, false)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(`
      delete from public.marketplace_action_types
      where marketplace = 'etsy' and code in ('sync', 'sync_orders', 'import', 'check_connection')`);
  }
}
