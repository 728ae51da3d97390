import { done } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { ListingRecords } from '../../listings/known-listings.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { integerOf, recordOf, textOf } from '../http/json-shape.ts';
import { askingStep, storedStep } from './account-steps.ts';
import type { AccountPlanOptions, AccountStep } from './account-steps.ts';
import type { OrderSource } from './order-source.ts';

const STEP = 'list_orders';
const SAVE = 'save_watermark';

/** How far back the first look goes: a sale that is older has long been shipped or called off. */
const FIRST_LOOK_MS = 30 * 24 * 60 * 60_000;
/**
 * How much of what was read before is read again: marketplaces show orders late, and their clocks differ from ours.
 * Orders are recognised by their ids, so that reading one again costs nothing.
 */
const OVERLAP_MS = 30 * 60_000;

/**
 * Plans a look for orders since the last one: one step a page, whose orders count at once, and one that remembers how
 * far the look came.
 * @param options how the marketplace is reached
 * @returns the first step
 */
export function ordersPlan(options: AccountPlanOptions): readonly TaskPlan[] {
  return [ordersPage(options, 1, { cursor: null })];
}

/**
 * Makes the steps of a look for orders.
 * @param options how the marketplace is reached
 * @param source reads the pages
 * @param records tells when the look began, by the database's clock: an instance's own may be hours wrong
 * @returns the steps by name
 */
export function orderSteps(
  options: AccountPlanOptions,
  source: OrderSource,
  records: Pick<ListingRecords, 'now'>,
): Record<string, AccountStep> {
  return { [STEP]: new OrdersPageStep(options, source, records), [SAVE]: new SaveWatermarkStep() };
}

/**
 * Chooses the result of a look for orders.
 * @param results results by step name
 * @returns how many orders and how many sold pieces were read
 */
export function summariseOrders(results: StepContext['results']): Record<string, unknown> {
  const pages = Object.entries(results).filter(([step]) => step.startsWith(`${STEP}:`));
  const total = (name: string): number =>
    pages.reduce((sum, [, page]) => sum + (integerOf(page[name]) ?? 0), 0);
  return {
    orders: total('orders'),
    pieces: total('pieces'),
    read_until: textOf(recordOf(results[SAVE])['until']) ?? null,
  };
}

interface PageStart extends Record<string, unknown> {
  readonly cursor: string | null;
  /** Both are set by the first page and carried along. */
  readonly since?: string;
  readonly until?: string;
}

function ordersPage(options: AccountPlanOptions, page: number | 'n', start: PageStart): TaskPlan {
  const description = `Read page ${page} of the orders on ${options.marketplaceName}`;
  return askingStep(options, `${STEP}:${page}`, description, { page, ...start });
}

function watermark(payload: Record<string, unknown> = {}): TaskPlan {
  return storedStep(SAVE, 'Remember until when orders have been read', payload);
}

/** Reads one page of orders. Each is a fact and counts at once, whatever becomes of the pages after it. */
class OrdersPageStep implements AccountStep {
  readonly appends: readonly TaskPlan[];

  constructor(
    private readonly options: AccountPlanOptions,
    private readonly source: OrderSource,
    private readonly records: Pick<ListingRecords, 'now'>,
  ) {
    this.appends = [ordersPage(options, 'n', { cursor: null }), watermark()];
  }

  async execute({ payload }: TaskView, context: StepContext): Promise<Outcome> {
    const page = Number(payload['page']);
    const now = await this.records.now();
    const until = textOf(payload['until']) ?? now.toISOString();
    const since = textOf(payload['since']) ?? beginning(context, now).toISOString();
    const read = await this.source.page(context, new Date(since), textOf(payload['cursor']) ?? null);
    const { orders, next } = read;
    const then =
      next === null
        ? [watermark({ until })]
        : [ordersPage(this.options, page + 1, { cursor: next, since, until })];
    const pieces = orders
      .filter(({ state }) => state === 'paid')
      .flatMap(({ lines }) => lines)
      .reduce((sum, { quantity }) => sum + quantity, 0);
    return done(
      { orders: orders.length, pieces },
      orders.map((order) => ({ type: 'order' as const, order })),
      then,
    );
  }
}

function beginning({ account: { ordersReadUntil } }: StepContext, now: Date): Date {
  return ordersReadUntil === undefined
    ? new Date(now.getTime() - FIRST_LOOK_MS)
    : new Date(new Date(ordersReadUntil).getTime() - OVERLAP_MS);
}

/** Remembers how far the look came. Only a look that read every page gets here. */
class SaveWatermarkStep implements AccountStep {
  execute({ payload }: TaskView): Promise<Outcome> {
    const until = textOf(payload['until']);
    if (until === undefined) throw new Error('a look for orders has no beginning');
    return Promise.resolve(done({ until }, [{ type: 'orders_read', until }]));
  }
}
