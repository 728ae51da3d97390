import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of updating and relisting on Vinted. */
export class PublicVintedUpdateRelist extends Migration {
  override name = 'public_011_vinted_update_relist';

  /**
   * Seeds the rows, at the pace of publishing. Updating comes beside publishing; relisting comes after both, since
   * nobody waits for it, and tries longer, since between its new item and the end of the old one there are two.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('vinted', 'update', 'Update on Vinted',
         'Changes the item to what the product has become, through the seller''s own browser.',
         3, false, 6000, 5, 60, 5000, 600000, true),
        ('vinted', 'relist', 'Relist on Vinted',
         'Creates the item anew and then deletes the old one, through the seller''s own browser.',
         4, false, 6000, 8, 60, 5000, 600000, true)`);
  }

  /** Removes the rows. */
  override down(): void {
    this.addSql(
      `delete from public.marketplace_action_types where marketplace = 'vinted' and code in ('update', 'relist')`,
    );
  }
}
