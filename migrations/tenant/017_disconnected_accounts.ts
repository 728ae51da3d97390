import { Migration } from '@mikro-orm/migrations';

/** Accounts that a seller has disconnected stay, for the sake of what was done with them. */
export class TenantDisconnectedAccounts extends Migration {
  override name = 'tenant_017_disconnected_accounts';

  /** Lets status and connection be `disconnected`. */
  override up(): void {
    this.constrain(['connected', 'needs_reauth', 'challenge', 'disconnected']);
  }

  /** Takes it back; what is disconnected has no credentials and has to be connected again. */
  override down(): void {
    this.addSql(`
      update marketplace_accounts set connection = 'needs_reauth', status = 'needs_reauth'
      where connection = 'disconnected'`);
    this.constrain(['connected', 'needs_reauth', 'challenge']);
  }

  private constrain(connections: readonly string[]): void {
    const listed = connections.map((name) => `'${name}'`).join(', ');
    this.addSql(`
      alter table marketplace_accounts
        drop constraint marketplace_accounts_status_check,
        drop constraint marketplace_accounts_connection_check,
        add constraint marketplace_accounts_status_check check (status in (${listed}, 'paused')),
        add constraint marketplace_accounts_connection_check check (connection in (${listed}))`);
  }
}
