import { refused } from '../../../domain/outcome.ts';
import type { Asker, PluginQuestions } from '../../plugin/plugin-questions.ts';
import { StepFailedError } from '../../plugin/step-failed.error.ts';
import { ORDERS_LIST, ORDERS_PAGE } from '../commands/orders-list.ts';
import type { ListedOrder } from '../commands/orders-list.ts';
import { incompletePage } from './wardrobe-page.ts';

/** A page of the list of sales. */
export interface ListedOrders {
  readonly orders: readonly ListedOrder[];
  readonly totalPages: number;
}

/**
 * Reads a page of an account's sales.
 * @param questions the way to the browser
 * @param asker whose sales
 * @param page which page, from 1
 * @returns the page
 * @throws {StepFailedError} where somebody else is logged in, or Vinted gives no such page
 */
export async function ordersPage(
  questions: PluginQuestions,
  asker: Asker,
  page: number,
): Promise<ListedOrders> {
  const shown = await questions.ask(asker, ORDERS_LIST, { page, per_page: ORDERS_PAGE });
  if (shown === undefined) throw failure('vinted.orders_not_found', 'Vinted shows no list of sales.');
  const { current_page: current, total_pages: totalPages } = shown.pagination;
  const isEmpty = shown.orders.length === 0 && page <= totalPages && totalPages > 1;
  if (current !== page || isEmpty) throw incompletePage(page);
  return { orders: shown.orders, totalPages };
}

/** @returns the failure of a look at sales of which nobody says when they were */
export function undatedOrders(): StepFailedError {
  return failure('vinted.orders_undated', 'Vinted does not say when something was sold.');
}

function failure(code: string, message: string): StepFailedError {
  return new StepFailedError(refused({ code, message, actor: 'us' }));
}
