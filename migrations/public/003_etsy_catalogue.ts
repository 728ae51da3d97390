import { Migration } from '@mikro-orm/migrations';

/** Catalogue rows of Etsy: what StoFlow can do there, and at what pace. */
export class PublicEtsyCatalogue extends Migration {
  override name = 'public_003_etsy_catalogue';

  /**
   * Seeds Etsy's rows. The pace is per account and leaves calls of a second to other shops: all share ten. Six
   * attempts, since one step may meet a lost answer, an index that lags and a busy listing one after the other. The
   * timeout is per step: the longest makes five short calls, and pictures have their own. Backoff begins at three
   * seconds, about as long as Etsy takes to show a change.
   */
  override up(): void {
    this.addSql(`
      insert into public.marketplace_action_types
        (marketplace, code, name, description, priority, is_batch, rate_limit_ms, max_attempts, timeout_seconds,
         backoff_base_ms, backoff_cap_ms, needs_plugin)
      values
        ('etsy', 'publish', 'Publish on Etsy',
         'Creates a draft, fills it, makes it live for Etsy''s listing fee, and reads it back.',
         3, false, 100, 6, 15, 3000, 300000, false)`);
    this.addSql(`insert into public.marketplace_switches (marketplace) values ('etsy')`);
  }

  /** Removes Etsy's rows. */
  override down(): void {
    this.addSql(`delete from public.marketplace_action_types where marketplace = 'etsy'`);
    this.addSql(`delete from public.marketplace_switches where marketplace = 'etsy'`);
  }
}
