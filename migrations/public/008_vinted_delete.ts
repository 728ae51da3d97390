import { Migration } from '@mikro-orm/migrations';

/** Catalogue row of deleting on Vinted. */
export class PublicVintedDelete extends Migration {
  override name = 'public_008_vinted_delete';

  /**
   * Seeds the row, at the pace of publishing. It goes before publishing: what is to go may be sold elsewhere already,
   * and every minute it stays it can be sold twice.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('vinted', 'delete', 'Delete on Vinted',
         'Deletes the item, through the seller''s own browser. One that was sold stays.',
         2, false, 6000, 5, 60, 5000, 600000, true)`);
  }

  /** Removes the row. */
  override down(): void {
    this.addSql(
      `delete from public.marketplace_action_types where marketplace = 'vinted' and code = 'delete'`,
    );
  }
}
