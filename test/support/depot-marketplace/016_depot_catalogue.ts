import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of Depot: what StoFlow can do there, and at what pace. */
export class PublicDepotCatalogue extends Migration {
  override name = 'public_016_depot_catalogue';

  /** Seeds Depot's rows. Waits are short, since a stand-in answers at once; orders are looked for every five minutes. */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin, every_seconds)
      values
        ('depot', 'publish', 'Publish on Depot', 'Creates the item and reads it back.', 3, false, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'update', 'Update on Depot', 'Writes the item again.', 3, false, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'delete', 'End on Depot', 'Closes the item.', 2, false, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'relist', 'Relist on Depot', 'Depot cannot.', 3, false, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'sync', 'Compare with Depot', 'Reads all items.', 4, true, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'sync_orders', 'Read orders on Depot', 'Reads what was sold.', 2, true, 0, 5, 10, 500, 5000, false, 300),
        ('depot', 'import', 'Import from Depot', 'Makes products of items.', 4, true, 0, 5, 10, 500, 5000, false, null),
        ('depot', 'check_connection', 'Check the Depot account', 'Asks what it lacks.', 2, true, 0, 5, 10, 500, 5000, false, null)`);
    this.addSql(`insert into public.marketplace_switches (marketplace) values ('depot')`);
  }

  /** Removes Depot's rows. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'depot'`);
    this.addSql(`delete from public.marketplace_switches where marketplace = 'depot'`);
  }
}
