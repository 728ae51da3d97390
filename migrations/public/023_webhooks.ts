import { Migration } from '@mikro-orm/migrations';

/** Whose webhooks are looked after when. */
export class PublicWebhooks extends Migration {
  override name = 'public_023_webhooks';

  /** Creates the table: a row for each tenant that has, or had, an endpoint, and nothing that anybody wrote. */
  override up(): void {
    this.addSql(`
      create table public.webhook_turns (
        tenant_id bigint primary key,
        next_at timestamptz not null default now(),
        collected_until timestamptz not null default now()
      ) with (fillfactor = 50)`);
    this.addSql(`create index webhook_turns_next on public.webhook_turns (next_at)`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`drop table public.webhook_turns`);
  }
}
