import { Migration } from '@mikro-orm/migrations';

/**
 * Keeps the beginning of a step a HOT update. The index by which a browser's answer finds its step was on the key that
 * every execution of every step renews; now it is on a column that only browsers' steps fill.
 */
export class TenantCommandKeys extends Migration {
  override name = 'tenant_011_command_keys';

  /** The column is computed by PostgreSQL, so it cannot differ from the key. Adding it writes the table anew, once. */
  override up(): void {
    this.addSql(`drop index marketplace_tasks_command`);
    this.addSql(`
      alter table marketplace_tasks add column command_id uuid
      generated always as (case when task_type = 'plugin_http' then attempt_key end) stored`);
    this.addSql(`
      create index marketplace_tasks_command on marketplace_tasks (command_id) where command_id is not null`);
  }

  /** Puts back what was. */
  override down(): void {
    this.addSql(`drop index marketplace_tasks_command`);
    this.addSql(`alter table marketplace_tasks drop column command_id`);
    this.addSql(`
      create index marketplace_tasks_command on marketplace_tasks (attempt_key)
      where task_type = 'plugin_http'`);
  }
}
