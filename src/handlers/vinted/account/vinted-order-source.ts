import type { Clock } from '../../../common/clock.ts';
import type { FoundOrder } from '../../../domain/found.ts';
import type { StepContext } from '../../contract/contexts.ts';
import type { OrderPage, OrderSource } from '../../inventory/order-source.ts';
import type { PluginQuestions } from '../../plugin/plugin-questions.ts';
import { ORDERS_PAGE } from '../commands/orders-list.ts';
import type { ListedOrder } from '../commands/orders-list.ts';
import { SESSION_READ } from '../commands/session-read.ts';
import { TRANSACTION_READ } from '../commands/transaction-read.ts';
import { foundOrder, isCalledOff, knownOrder, latestOf } from './found-order.ts';
import type { KnownOrder } from './found-order.ts';
import { ordersPage, undatedOrders } from './orders-page.ts';
import { pageOf } from './wardrobe-place.ts';

/** Transactions that are opened for one page, so that one step asks no more than a person would in a row. */
const READS_MAX = 4;
const DAY_MS = 24 * 60 * 60_000;
/**
 * How much older than the last look a sale may be and still be called off: parcels and complaints take weeks, and
 * Vinted lists a sale by its own day.
 */
const LATE_CANCELLATION_MS = 30 * DAY_MS;

/**
 * Reads an account's sales, newest first. New ones are added in front, so that a page begins where the one before
 * ended or earlier, and none is skipped. Where the list does not say when a sale was or what of, the sale is opened.
 */
export class VintedOrderSource implements OrderSource {
  /**
   * @param questions the way to the browser
   * @param clock tells whether a new day has begun since the last look
   */
  constructor(
    private readonly questions: PluginQuestions,
    private readonly clock: Pick<Clock, 'now'>,
  ) {}

  /**
   * Reads as much of a page as a few transactions allow. Sales from before `since` are told of only where they were
   * called off, once a day since each has to be opened; the first page whose sales are all too old is the last. Where the list says no dates, the
   * first sale from before `since` is the end.
   * @param context for whom
   * @param since the moment, an overlap included
   * @param cursor how many sales stand before; null for the first page
   * @returns the sales
   * @throws {StepFailedError} where something cannot be read now
   */
  async page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage> {
    const position = cursor === null ? 0 : Number(cursor);
    const page = pageOf(position, ORDERS_PAGE);
    const { orders: listed, totalPages } = await ordersPage(this.questions, context, page);
    const rest = listed.slice(position % ORDERS_PAGE);
    const orders: FoundOrder[] = [];
    let reads = 0;
    for (const [place, order] of rest.entries()) {
      const isOpened = this.mustBeOpened(order, since);
      if (isOpened && reads === READS_MAX) return { orders, next: String(position + place) };
      if (isOpened) reads += 1;
      const known = isOpened ? await this.opened(context, order) : knownOrder(order);
      if (known === undefined) continue;
      if (this.isTold(known, since)) orders.push(foundOrder(known));
      if (order.date == null && latestOf(known) < since.getTime()) return { orders, next: null };
    }
    const oldest = this.oldestOf(since);
    const isOld = listed
      .map((order) => knownOrder(order))
      .every((order) => order !== undefined && latestOf(order) < oldest);
    return { orders, next: page >= totalPages || isOld ? null : String(page * ORDERS_PAGE) };
  }

  /** One that was read before need not be read again, unless it was called off since. */
  private mustBeOpened(order: ListedOrder, since: Date): boolean {
    const known = knownOrder(order);
    return known === undefined || (known.item_ids == null && this.isTold(known, since));
  }

  private isTold(order: KnownOrder, since: Date): boolean {
    const latest = latestOf(order);
    return latest >= since.getTime() || (isCalledOff(order) && latest >= this.oldestOf(since));
  }

  private oldestOf(since: Date): number {
    const dayOf = (moment: Date): number => Math.floor(moment.getTime() / DAY_MS);
    const isNewDay = dayOf(since) !== dayOf(this.clock.now());
    return since.getTime() - (isNewDay ? LATE_CANCELLATION_MS : 0);
  }

  /**
   * Opens a sale. One that cannot be opened is told of without its items, and left out where nobody says when it was,
   * unless that is because somebody else is logged in.
   */
  private async opened(context: StepContext, order: ListedOrder): Promise<KnownOrder | undefined> {
    const payload = { transaction_id: order.transaction_id };
    const read = await this.questions.ask(context, TRANSACTION_READ, payload);
    if (read === undefined) await this.questions.ask(context, SESSION_READ, {});
    const known = knownOrder(order, read);
    if (known !== undefined) return known;
    if (read !== undefined) throw undatedOrders();
    context.log.warn('a sale cannot be opened', payload);
    return undefined;
  }
}
