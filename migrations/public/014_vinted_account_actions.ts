import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of what StoFlow does with a whole account on Vinted. */
export class PublicVintedAccountActions extends Migration {
  override name = 'public_014_vinted_account_actions';

  /**
   * Seeds the rows, at the pace of publishing: a step that asks takes a token of the account's one pace. Sales go
   * before syncs, since what was sold here is still for sale elsewhere. A step may look many items up one by one.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('vinted', 'sync', 'Sync with Vinted',
         'Compares the wardrobe with what StoFlow knows, through the seller''s own browser.',
         4, true, 6000, 5, 600, 5000, 600000, true),
        ('vinted', 'sync_orders', 'Look for sales on Vinted',
         'Reads the account''s sales, through the seller''s own browser.',
         2, true, 6000, 5, 120, 5000, 600000, true),
        ('vinted', 'import', 'Import from Vinted',
         'Makes products of what the wardrobe has already, through the seller''s own browser.',
         4, true, 6000, 5, 120, 5000, 600000, true),
        ('vinted', 'check_connection', 'Check the connection to Vinted',
         'Looks whether the seller''s browser is logged in to the account and can do all that StoFlow asks.',
         2, true, 6000, 5, 60, 5000, 600000, true)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(
      `delete from public.marketplace_action_types
       where marketplace = 'vinted' and code in ('sync', 'sync_orders', 'import', 'check_connection')`,
    );
  }
}
