import type { FoundOrder } from '../../../domain/found.ts';
import { refused } from '../../../domain/outcome.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { OrderPage, OrderSource } from '../../inventory/order-source.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { ORDERS_LIST, ORDERS_PAGE } from '../commands/orders-list.ts';
import type { ListedOrder, OrdersPage } from '../commands/orders-list.ts';
import { SESSION_READ } from '../commands/session-read.ts';
import { TRANSACTION_READ } from '../commands/transaction-read.ts';
import { foundOrder, isCalledOff, latestOf } from './found-order.ts';
import { incompletePage } from './wardrobe-page.ts';
import { pageOf } from './wardrobe-place.ts';

/** Transactions that are opened for one page, so that one step asks no more than a person would in a row. */
const READS_MAX = 4;
/**
 * How much older than the last look a sale may be and still be called off: parcels and complaints take weeks, and
 * Vinted lists a sale by its own day.
 */
const LATE_CANCELLATION_MS = 30 * 24 * 60 * 60_000;

/**
 * Reads an account's sales, newest first. New ones are added in front, so that a page begins where the one before
 * ended or earlier, and none is skipped.
 */
export class VintedOrderSource implements OrderSource {
  /** @param questions the way to the browser */
  constructor(private readonly questions: PluginQuestions) {}

  /**
   * Reads as much of a page as a few transactions allow. Sales from before `since` are told of only where they were
   * called off; the first page whose sales are all too old for that is the last.
   * @param context for whom
   * @param since the moment, an overlap included
   * @param cursor how many sales stand before; null for the first page
   * @returns the sales
   * @throws {StepFailedError} where something cannot be read now
   */
  async page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage> {
    const position = cursor === null ? 0 : Number(cursor);
    const page = pageOf(position, ORDERS_PAGE);
    const shown = await this.read(context, page);
    const rest = shown.orders.slice(position % ORDERS_PAGE);
    const orders: FoundOrder[] = [];
    let reads = 0;
    let consumed = 0;
    for (const order of rest) {
      const isNew = latestOf(order) >= since.getTime();
      if (isCalledOff(order)) orders.push(foundOrder(order, order.item_ids ?? []));
      else if (isNew) {
        if (order.item_ids == null && reads === READS_MAX) break;
        if (order.item_ids == null) reads += 1;
        orders.push(foundOrder(order, order.item_ids ?? (await this.itemsOf(context, order))));
      }
      consumed += 1;
    }
    if (consumed < rest.length) return { orders, next: String(position + consumed) };
    const oldest = since.getTime() - LATE_CANCELLATION_MS;
    const isLast =
      page >= shown.pagination.total_pages || shown.orders.every((order) => latestOf(order) < oldest);
    return { orders, next: isLast ? null : String(page * ORDERS_PAGE) };
  }

  private async read(context: StepContext, page: number): Promise<OrdersPage> {
    const shown = await this.questions.ask(context, ORDERS_LIST, { page, per_page: ORDERS_PAGE });
    if (shown === undefined) {
      throw new StepFailedError(
        refused({
          code: 'vinted.orders_not_found',
          message: 'Vinted does not show the sales of this account.',
          actor: 'us',
        }),
      );
    }
    const { current_page: current, total_pages: pages } = shown.pagination;
    const isEmpty = shown.orders.length === 0 && page <= pages && pages > 1;
    if (current !== page || isEmpty) throw incompletePage(page);
    return shown;
  }

  /** A sale that cannot be opened is told of without its items, unless that is because somebody else is logged in. */
  private async itemsOf(context: StepContext, order: ListedOrder): Promise<readonly number[]> {
    const payload = { transaction_id: order.transaction_id };
    const read = await this.questions.ask(context, TRANSACTION_READ, payload);
    if (read === undefined) await this.questions.ask(context, SESSION_READ, {});
    return read?.item_ids ?? [];
  }
}
