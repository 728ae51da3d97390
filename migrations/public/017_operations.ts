import { Migration } from '@mikro-orm/migrations';

/** Who stopped what and why, and how long each tenant's history is kept. */
export class PublicOperations extends Migration {
  override name = 'public_017_operations';

  /**
   * Adds the reason of a pause to marketplaces and tenants, and the turn at which a tenant's old rows are removed next.
   * A null number of days means the program's own setting.
   */
  override up(): void {
    this.addSql(`
      alter table public.marketplace_switches
      add column reason text,
      add column paused_by text,
      add column paused_since timestamptz`);
    this.addSql(`update public.marketplace_switches set paused_since = updated_at where paused`);
    this.addSql(`
      alter table public.tenants
      add column paused_since timestamptz,
      add column paused_reason text,
      add column paused_by text,
      add column keep_jobs_days integer check (keep_jobs_days >= 1),
      add column keep_events_days integer check (keep_events_days >= 1),
      add column retention_next_at timestamptz not null default now()`);
    this.addSql(`create index tenants_retention on public.tenants (retention_next_at)`);
  }

  /** Drops what it made. */
  override down(): void {
    this.addSql(`drop index public.tenants_retention`);
    this.addSql(`
      alter table public.tenants
      drop column retention_next_at,
      drop column keep_events_days,
      drop column keep_jobs_days,
      drop column paused_by,
      drop column paused_reason,
      drop column paused_since`);
    this.addSql(`
      alter table public.marketplace_switches
      drop column paused_since,
      drop column paused_by,
      drop column reason`);
  }
}
