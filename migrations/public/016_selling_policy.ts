import { Migration } from '@mikro-orm/migrations';

/** What a tenant wants of its other accounts while one cannot act, and which accounts cannot. */
export class PublicSellingPolicy extends Migration {
  override name = 'public_016_selling_policy';

  /**
   * Adds the policy to the tenants, and the table of accounts that cannot act. The index of such lanes is partial:
   * they are few, and updates that leave a lane's holds alone stay HOT.
   */
  override up(): void {
    this.addSql(`
      alter table public.tenants
      add column unreachable_policy text not null default 'keep_selling'
        check (unreachable_policy in ('keep_selling', 'hold_elsewhere')),
      add column unreachable_after_seconds integer not null default 900 check (unreachable_after_seconds >= 0)`);
    this.addSql(`
      create table public.unreachable_accounts (
        tenant_id bigint not null,
        account_id bigint not null,
        since timestamptz not null default now(),
        held_at timestamptz,
        reachable_at timestamptz,
        primary key (tenant_id, account_id)
      )`);
    this.addSql(`
      create index lanes_unreachable on public.lanes (tenant_id, account_id)
      where holds && array['plugin', 'reauth', 'challenge']`);
  }

  /** Drops what it made. */
  override down(): void {
    this.addSql(`drop index public.lanes_unreachable`);
    this.addSql(`drop table public.unreachable_accounts`);
    this.addSql(`
      alter table public.tenants
      drop column unreachable_after_seconds,
      drop column unreachable_policy`);
  }
}
