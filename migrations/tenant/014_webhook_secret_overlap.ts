import { Migration } from '@mikro-orm/migrations';

/** What messages were signed with before, while receivers change to the new secret. */
export class TenantWebhookSecretOverlap extends Migration {
  override name = 'tenant_014_webhook_secret_overlap';

  /** Adds the secret of before and its end; both are null outside such a time, which takes no space. */
  override up(): void {
    this.addSql(`
      alter table webhook_endpoints
        add column previous_secret text,
        add column previous_secret_until timestamptz,
        add constraint webhook_endpoints_previous_secret check ((previous_secret is null) = (previous_secret_until is null))`);
  }

  /** Drops them. */
  override down(): void {
    this.addSql(
      `alter table webhook_endpoints drop column previous_secret, drop column previous_secret_until`,
    );
  }
}
