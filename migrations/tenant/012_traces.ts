import { Migration } from '@mikro-orm/migrations';

/** Which trace each job belongs to. */
export class TenantTraces extends Migration {
  override name = 'tenant_012_traces';

  /** Adds the span that asked for the job; null while nothing is traced, which takes no space. */
  override up(): void {
    this.addSql(`alter table marketplace_jobs add column traceparent text`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`alter table marketplace_jobs drop column traceparent`);
  }
}
