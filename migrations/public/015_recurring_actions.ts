import { Migration } from '@mikro-orm/migrations';

/** Actions that are done again and again on every account, without being asked for. */
export class PublicRecurringActions extends Migration {
  override name = 'public_015_recurring_actions';

  /**
   * Adds the interval to the catalogue, and the table that says when each account's turn is. Orders are read every five
   * minutes over HTTP, every fifteen through a browser, whose calls look like a person's and are slow. On Etsy it is
   * every half hour: all shops share one application's 10,000 calls a day, of which a look every five minutes would
   * take 288 for each shop.
   */
  override up(): void {
    this.addSql(`
      alter table public.marketplace_action_types
      add column every_seconds integer check (every_seconds > 0)`);
    this.addSql(`
      update public.marketplace_action_types
      set every_seconds = case when marketplace = 'etsy' then 1800 when needs_plugin then 900 else 300 end
      where code = 'sync_orders'`);
    this.addSql(`
      create table public.recurring_actions (
        tenant_id bigint not null,
        account_id bigint not null,
        action_code text not null,
        next_at timestamptz not null,
        primary key (tenant_id, account_id, action_code)
      ) with (fillfactor = 70)`);
    this.addSql(`create index recurring_actions_due on public.recurring_actions (next_at)`);
    this.addSql(`
      insert into public.recurring_actions (tenant_id, account_id, action_code, next_at)
      select l.tenant_id, l.account_id, t.code, now() + random() * t.every_seconds * interval '1 second'
      from public.lanes l
      join public.marketplace_action_types t on t.marketplace = l.marketplace and t.every_seconds is not null`);
  }

  /** Drops what it made. */
  override down(): void {
    this.addSql(`drop table public.recurring_actions`);
    this.addSql(`alter table public.marketplace_action_types drop column every_seconds`);
  }
}
