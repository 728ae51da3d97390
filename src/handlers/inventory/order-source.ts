import type { FoundOrder } from '../../domain/found.ts';
import type { StepContext } from '../contract/contexts.ts';

/** One page of an account's orders. */
export interface OrderPage {
  readonly orders: readonly FoundOrder[];
  /** Where the next page begins, in the marketplace's own words; null where this was the last. */
  readonly next: string | null;
}

/** Reads the orders of an account, page by page. One per marketplace. */
export interface OrderSource {
  /**
   * Reads one page of the orders that changed since a moment. Older ones and repeats do no harm.
   * @param context for whom
   * @param since the moment, an overlap included
   * @param cursor what the page before gave as `next`; null for the first page
   * @returns the page
   * @throws {CallFailedError} or `StepFailedError`, where the page could not be read
   */
  page(context: StepContext, since: Date, cursor: string | null): Promise<OrderPage>;
}
