import { Injectable } from '@nestjs/common';
import type { FoundOrder } from '../../../../../src/domain/found.ts';
import type { StepContext } from '../../../../../src/handlers/contract/contexts.ts';
import { integerOf, textOf } from '../../../../../src/handlers/http/json-shape.ts';
import type { JsonRecord } from '../../../../../src/handlers/http/json-shape.ts';
import type { OrderPage, OrderSource } from '../../../../../src/handlers/inventory/order-source.ts';
import { failure } from '../depot-error-table.ts';
import { euros } from '../depot-item.ts';
import { DepotItemsClient } from '../depot-items.client.ts';

/** Reads what was sold in a shop since a moment. */
@Injectable()
export class DepotOrderSource implements OrderSource {
  constructor(private readonly client: DepotItemsClient) {}

  async page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage> {
    const query = { since: since.toISOString() };
    const { rows, next } = await this.client.page(context, 'orders', query, cursor);
    return { orders: rows.map(foundOrderOf), next };
  }
}

/** An order of Depot's has one line. Whoever bought is not taken from it. */
function foundOrderOf(row: JsonRecord): FoundOrder {
  const [externalId, soldAt, itemId] = [textOf(row['id']), textOf(row['bought_at']), textOf(row['item_id'])];
  const [quantity, cents] = [integerOf(row['pieces']), integerOf(row['price_cents'])];
  const [sku, title] = [textOf(row['sku']), textOf(row['title'])];
  if (externalId === undefined || soldAt === undefined || itemId === undefined || quantity === undefined) {
    throw failure('depot.unavailable', { kind: 'repeat' }, 'an order that cannot be read');
  }
  return {
    externalId,
    state: 'paid',
    soldAt,
    lines: [
      {
        externalId: '1',
        listingIds: { depot_id: itemId },
        quantity,
        currency: 'EUR',
        ...(cents !== undefined && { price: euros(cents) }),
        ...(sku !== undefined && { sku }),
        ...(title !== undefined && { title }),
      },
    ],
  };
}
