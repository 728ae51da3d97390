import { Migration } from '@mikro-orm/migrations';

/** Lets the webhooks of tenants rest in whose schemas nothing is written. */
export class PublicWebhookRest extends Migration {
  override name = 'public_025_webhook_rest';

  /** What a tenant's history had come to, since when at least, and whether that is all there is to tell. */
  override up(): void {
    this.addSql(`
      alter table public.webhook_turns
        add column seen_line bigint,
        add column seen_at timestamptz,
        add column resting boolean not null default false`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`
      alter table public.webhook_turns drop column seen_line, drop column seen_at, drop column resting`);
  }
}
