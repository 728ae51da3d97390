import { defineEntity, p } from '@mikro-orm/core';
import { SALE_STATUSES } from '../ledger/sales/sale.ts';

const OrderSchema = defineEntity({
  name: 'Order',
  tableName: 'orders',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    accountId: p.bigint('number').nullable(),
    externalId: p.text().nullable(),
    lineId: p.text(),
    source: p.enum(['order', 'listing', 'seller'] as const),
    status: p.enum(SALE_STATUSES),
    productId: p.bigint('number').nullable(),
    listingId: p.bigint('number').nullable(),
    sku: p.text().nullable(),
    title: p.text().nullable(),
    quantity: p.integer(),
    missing: p.integer(),
    price: p.decimal('string').precision(12).scale(2).nullable(),
    currency: p.character().length(3).nullable(),
    reference: p.text().nullable(),
    notedBy: p.text().nullable(),
    batchJobId: p.bigint('number').nullable(),
    soldAt: p.datetime(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Table `orders`: one sale a row, a line of an order as a rule. Never anything about the buyer. */
export class Order extends OrderSchema.class {}
OrderSchema.setClass(Order);
