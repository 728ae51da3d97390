import { Injectable } from '@nestjs/common';
import type { StepContext } from '../../contract/contexts.ts';
import { CallFailedError } from '../../http/call-failed.error.ts';
import { integerOf, jsonOf, recordOf, textOf } from '../../http/json-shape.ts';
import type { OrderPage, OrderSource } from '../../inventory/order-source.ts';
import { malformedAnswer } from '../ebay-api.ts';
import { EbayFulfillmentClient } from './ebay-fulfillment.client.ts';

/** Orders of a page; each becomes an effect of one step. */
const ORDERS_A_PAGE = 100;
/** Orders at the end of a page that the next one begins with. */
const OVERLAP = 10;
/** A look that had to be begun so often is given up, until the account is quieter. */
const ROUNDS = 5;

const READ = { effect: 'none', limit: 'application' } as const;

interface Position {
  readonly offset: number;
  /** The orders at the end of the page before, of which the next one must show some. */
  readonly tail: readonly string[];
  readonly round: number;
}

const FIRST: Position = { offset: 0, tail: [], round: 1 };

/**
 * Reads the orders of an account, on all of eBay's sites: an item sold on one is gone on the others.
 *
 * An order that changes while the pages are read goes to their end and moves those behind it to the front. So pages
 * overlap, and where a page shows nothing of the one before, the look begins anew. Orders that were read already count
 * once.
 */
@Injectable()
export class EbayOrderSource implements OrderSource {
  constructor(private readonly fulfillment: EbayFulfillmentClient) {}

  /**
   * Reads one page.
   * @param context for whom
   * @param since the orders that changed since this moment
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns its orders
   * @throws {CallFailedError} where the page or one of its orders could not be read
   */
  async page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage> {
    const { offset, tail, round } = positionOf(cursor);
    const { orders, total } = await this.fulfillment.changedOrders(context, since, offset, ORDERS_A_PAGE);
    const ids = orders.map(({ externalId }) => externalId);
    if (tail.length > 0 && !tail.some((id) => ids.includes(id))) {
      return { orders, next: beginAgain(round) };
    }
    const read = offset + orders.length;
    if (read >= total) return { orders, next: null };
    // A short page before the last cannot be told from one that lacks orders.
    if (orders.length <= OVERLAP) throw malformedAnswer(READ, 'all orders of a page');
    const next: Position = { offset: read - OVERLAP, tail: ids.slice(-OVERLAP), round };
    return { orders, next: JSON.stringify(next) };
  }
}

function positionOf(cursor: string | null): Position {
  if (cursor === null) return FIRST;
  const stored = recordOf(jsonOf(cursor));
  const [offset, round] = [integerOf(stored['offset']), integerOf(stored['round'])];
  const tail: unknown = stored['tail'];
  if (offset === undefined || round === undefined || !Array.isArray(tail)) {
    throw new Error(`${cursor} is no cursor of a look at eBay's orders`);
  }
  return { offset, round, tail: (tail as readonly unknown[]).flatMap((id) => textOf(id) ?? []) };
}

function beginAgain(round: number): string {
  const next: Position = { ...FIRST, round: round + 1 };
  if (round < ROUNDS) return JSON.stringify(next);
  throw new CallFailedError(
    {
      code: 'ebay.orders_moving',
      message: 'Orders changed on eBay all the time while they were being read.',
      actor: 'marketplace',
    },
    { kind: 'repeat' },
  );
}
