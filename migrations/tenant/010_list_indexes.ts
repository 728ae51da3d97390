import { Migration } from '@mikro-orm/migrations';

/** Keeps lists of jobs quick, whatever they are filtered by, and the steps of a job cheap to store. */
export class TenantListIndexes extends Migration {
  override name = 'tenant_010_list_indexes';

  /**
   * Every index but the first is in the order of the lists and on columns that never change, so that only an insert
   * pays for it. The index of open jobs was on a column that each step changes, which kept those updates from being HOT.
   */
  override up(): void {
    this.addSql(`drop index marketplace_jobs_open`);
    this.addSql(`
      create index marketplace_jobs_open on marketplace_jobs (id)
      where status in ('pending', 'processing')`);
    this.addSql(`create index marketplace_jobs_marketplace on marketplace_jobs (marketplace, id)`);
    this.addSql(`create index marketplace_jobs_account on marketplace_jobs (account_id, id)`);
    this.addSql(`create index marketplace_jobs_action on marketplace_jobs (action_code, id)`);
  }

  /** Puts back what was. */
  override down(): void {
    this.addSql(`drop index marketplace_jobs_action`);
    this.addSql(`drop index marketplace_jobs_account`);
    this.addSql(`drop index marketplace_jobs_marketplace`);
    this.addSql(`drop index marketplace_jobs_open`);
    this.addSql(`
      create index marketplace_jobs_open on marketplace_jobs (updated_at)
      where status in ('pending', 'processing')`);
  }
}
