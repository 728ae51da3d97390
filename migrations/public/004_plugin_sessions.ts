import { Migration } from '@mikro-orm/migrations';

/** Which browsers are connected to which instance, and which device executes each plugin lane. */
export class PublicPluginSessions extends Migration {
  override name = 'public_004_plugin_sessions';

  /**
   * Creates the tables of connected browsers. They hold no name and no secret, only who is where; a device of a
   * tenant has one session, and a newer one replaces it under a higher number.
   */
  override up(): void {
    this.addSql(`
      create table public.plugin_sessions (
        tenant_id bigint not null,
        device_id bigint not null,
        session bigint not null default 1,
        instance uuid,
        connected_at timestamptz not null default now(),
        seen_at timestamptz not null default now(),
        primary key (tenant_id, device_id)
      ) with (fillfactor = 50)`);
    this.addSql(`create index plugin_sessions_instance on public.plugin_sessions (instance)`);
    this.addSql(`
      create table public.plugin_accounts (
        tenant_id bigint not null,
        account_id bigint not null,
        device_id bigint not null,
        session bigint not null,
        state text not null
          check (state in ('ready', 'logged_out', 'wrong_account', 'challenge', 'no_tab', 'paused')),
        since timestamptz not null default now(),
        primary key (tenant_id, account_id, device_id)
      ) with (fillfactor = 50)`);
    this.addSql(`create index plugin_accounts_device on public.plugin_accounts (tenant_id, device_id)`);
    this.addSql(`alter table public.lanes add column executor_device bigint`);
    this.addSql(`create index lanes_executor on public.lanes (executor) where executor is not null`);
  }

  /** Drops the tables of connected browsers. */
  override down(): void {
    this.addSql(`drop index public.lanes_executor`);
    this.addSql(`alter table public.lanes drop column executor_device`);
    this.addSql(`drop table public.plugin_accounts`);
    this.addSql(`drop table public.plugin_sessions`);
  }
}
