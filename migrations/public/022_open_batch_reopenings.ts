import { Migration } from '@mikro-orm/migrations';

/** Tells a batch that was reopened from the one that was found over. */
export class PublicOpenBatchReopenings extends Migration {
  override name = 'public_022_open_batch_reopenings';

  /** Adds the count of reopenings. */
  override up(): void {
    this.addSql(`alter table public.open_batches add column reopened integer not null default 0`);
  }

  /** Drops it. */
  override down(): void {
    this.addSql(`alter table public.open_batches drop column reopened`);
  }
}
