import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { Sql } from '../common/database/sql.ts';
import { AccountNotFoundError, ProductNotFoundError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { SaleRecorder } from '../ledger/sales/sale-recorder.ts';
import type { RecordedSale } from '../ledger/sales/sale.ts';
import { Lanes } from '../queue/lanes.ts';
import type { SoldDto } from './dto/order-requests.ts';

/** Counts sales that the seller tells of. */
@Injectable()
export class SoldProducts {
  constructor(
    private readonly database: Database,
    private readonly lanes: Lanes,
    private readonly recorder: SaleRecorder,
  ) {}

  /**
   * Counts a sale: the stock goes down, and when nothing is left every other listing is ended, all in one transaction.
   * @param tenant whose product
   * @param productId the product
   * @param sold what the seller says
   * @param actor who says it
   * @returns the sale
   * @throws {ProductNotFoundError} @throws {AccountNotFoundError} also for another tenant's ids
   */
  async tell(tenant: TenantRef, productId: number, sold: SoldDto, actor: string): Promise<RecordedSale> {
    return this.database.transaction(async (sql) => {
      await this.lanes.lockTenant(sql, tenant.id);
      const product = await this.product(sql, tenant, productId);
      if (sold.account_id !== undefined) await this.assertAccount(sql, tenant, sold.account_id);
      return this.recorder.record(sql, tenant, {
        source: 'seller',
        accountId: sold.account_id ?? null,
        productId,
        quantity: sold.quantity ?? 1,
        sku: product.sku,
        title: product.title,
        actor,
        ...(sold.reference !== undefined && { reference: sold.reference }),
        ...(sold.price !== undefined && { price: sold.price, currency: product.currency }),
        ...(sold.sold_at !== undefined && { soldAt: sold.sold_at }),
      });
    });
  }

  private async product(
    sql: Sql,
    { schema }: TenantRef,
    id: number,
  ): Promise<{ readonly sku: string; readonly title: string; readonly currency: string }> {
    const [product] = await sql.query<{ sku: string; title: string; currency: string }>(
      `select sku, title, currency from ${schema}.products where id = $1`,
      [id],
    );
    if (product === undefined) throw new ProductNotFoundError(id);
    return product;
  }

  private async assertAccount(sql: Sql, { schema }: TenantRef, id: number): Promise<void> {
    const found = await sql.query(`select from ${schema}.marketplace_accounts where id = $1`, [id]);
    if (found.length === 0) throw new AccountNotFoundError(id);
  }
}
