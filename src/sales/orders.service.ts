import type { FilterQuery } from '@mikro-orm/core';
import { EntityManager } from '@mikro-orm/postgresql';
import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { decodeCursor } from '../common/pagination/cursor.ts';
import { Page } from '../common/pagination/page.ts';
import { DomainError } from '../domain/errors.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import type { OrderQuery } from './dto/order-requests.ts';
import { OrderResponse } from './dto/order-responses.ts';
import type { DelistingResponse } from './dto/order-responses.ts';
import { Order } from './order.entity.ts';

/** No sale of this tenant has that id. */
export class OrderNotFoundError extends DomainError {
  /** @param id the id that was asked for */
  constructor(id: number | string) {
    super('order.not_found', 'not_found', `There is no order ${id}.`);
  }
}

/** Shows the sales of the tenant whose request runs. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly em: EntityManager,
    private readonly database: Database,
  ) {}

  /**
   * @param tenant whose sales
   * @param query filters and page
   * @returns sales, newest first, with how far the product was taken off elsewhere
   */
  async list(tenant: TenantRef, query: OrderQuery): Promise<Page<OrderResponse>> {
    const after = decodeCursor(query.cursor, ['integer']);
    const where: FilterQuery<Order>[] = [];
    if (after !== undefined) where.push({ id: { $lt: after[0] } });
    if (query.product_id !== undefined) where.push({ productId: query.product_id });
    if (query.account_id !== undefined) where.push({ accountId: query.account_id });
    if (query.status !== undefined) where.push({ status: query.status });
    const rows = await this.em.find(
      Order,
      { $and: where },
      { orderBy: { id: 'desc' }, limit: query.limit + 1, disableIdentityMap: true },
    );
    const page = Page.of(
      rows,
      query.limit,
      (row) => [row.id],
      (row) => row,
    );
    return new Page(await this.shown(tenant, page.data), page.next_cursor);
  }

  /**
   * @param tenant whose sale
   * @param id the sale's id
   * @returns the sale
   * @throws {OrderNotFoundError} also for another tenant's id
   */
  async get(tenant: TenantRef, id: number): Promise<OrderResponse> {
    const order = await this.em.findOne(Order, { id }, { disableIdentityMap: true });
    const [shown] = order === null ? [] : await this.shown(tenant, [order]);
    if (shown === undefined) throw new OrderNotFoundError(id);
    return shown;
  }

  private async shown({ schema }: TenantRef, orders: readonly Order[]): Promise<OrderResponse[]> {
    const rows = await this.database.query<DelistingResponse & { readonly order_id: number }>(
      `select o.id as order_id, b.id as batch_job_id, b.kind, b.status,
              (count(j.id) + jsonb_array_length(b.skipped))::int as accounts,
              count(j.id) filter (where j.status in ('pending', 'processing', 'paused'))::int as open,
              case when b.completed_at is not null
                   then (extract(epoch from max(j.completed_at) - o.created_at) * 1000)::int end as done_after_ms
       from ${schema}.orders o
       join ${schema}.batch_jobs b on b.id = o.batch_job_id
       left join ${schema}.marketplace_jobs j on j.batch_job_id = b.id
       where o.id = any($1::bigint[])
       group by o.id, b.id`,
      [orders.map(({ id }) => id)],
    );
    const found = new Map(rows.map(({ order_id, ...delisting }) => [order_id, delisting]));
    return orders.map((order) => new OrderResponse(order, found.get(order.id) ?? null));
  }
}
