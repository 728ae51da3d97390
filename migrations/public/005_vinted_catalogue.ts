import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of Vinted: what StoFlow can do there, and at what pace. */
export class PublicVintedCatalogue extends Migration {
  override name = 'public_005_vinted_catalogue';

  /**
   * Seeds Vinted's rows. Vinted publishes no limits; 6 s between two calls of an account lie within what public tools
   * wait to act like a person (3 to 8 s before a read, 5 to 12 s before a write). The timeout is per step and leaves
   * room for a slow page in the seller's browser.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('vinted', 'publish', 'Publish on Vinted',
         'Uploads the photos and creates the item, through the seller''s own browser.',
         3, false, 6000, 5, 60, 5000, 600000, true)`);
    this.addSql(`insert into public.marketplace_switches (marketplace) values ('vinted')`);
  }

  /** Removes Vinted's rows. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'vinted'`);
    this.addSql(`delete from public.marketplace_switches where marketplace = 'vinted'`);
  }
}
