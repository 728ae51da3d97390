import { Migration } from '@mikro-orm/migrations';

/**
 * One index for what is waiting for a product and for what is waiting in a lane. While there were two, PostgreSQL could
 * choose the lane's for a product, which it did whenever it had last looked at the table while the queue was empty: each
 * look-up then read all pointers of the lane.
 */
export class PublicQueueProductIndex extends Migration {
  override name = 'public_026_queue_product_index';

  /** The product's index takes every pointer, and the lane's, which is its beginning, goes. */
  override up(): void {
    this.addSql(`drop index public.job_queue_product`);
    this.addSql(`drop index public.job_queue_lane`);
    this.addSql(`
      create index job_queue_product on public.job_queue (tenant_id, account_id, product_id)`);
  }

  /** Puts both back. */
  override down(): void {
    this.addSql(`drop index public.job_queue_product`);
    this.addSql(`
      create index job_queue_product on public.job_queue (tenant_id, account_id, product_id)
      where product_id is not null`);
    this.addSql(`create index job_queue_lane on public.job_queue (tenant_id, account_id)`);
  }
}
