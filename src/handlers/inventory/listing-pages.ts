import type { FoundListing } from '../../domain/found.ts';
import { done } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { textOf } from '../http/json-shape.ts';
import { askingStep } from './account-steps.ts';
import type { AccountPlanOptions, AccountStep } from './account-steps.ts';
import type { ListingSource } from './listing-source.ts';

const STEP = 'list_listings';

/**
 * Plans the reading of one page.
 * @param options how the marketplace is reached
 * @param page its number, from 1; `n` for any
 * @param cursor where it begins; null for the first
 * @returns the step
 */
export function listPage(options: AccountPlanOptions, page: number | 'n', cursor: string | null): TaskPlan {
  const description = `Read page ${page} of the listings on ${options.marketplaceName}`;
  return askingStep(options, `${STEP}:${page}`, description, { page, cursor });
}

/**
 * Reads one page of an account's listings into its result: each page is a checkpoint of its own, and changes nothing.
 * Only after the last page the steps that draw conclusions are appended.
 */
export class ListPageStep implements AccountStep {
  readonly appends: readonly TaskPlan[];

  /**
   * @param options how the marketplace is reached
   * @param source reads a page
   * @param conclude the steps after the last page, given the number of pages
   * @param now the database's clock
   */
  constructor(
    private readonly options: AccountPlanOptions,
    private readonly source: ListingSource,
    private readonly conclude: (pages: number) => readonly TaskPlan[],
    private readonly now: () => Promise<Date>,
  ) {
    this.appends = [listPage(options, 'n', null), ...conclude(1)];
  }

  /**
   * @param task the step, with the page's number and where it begins
   * @param context the account
   * @returns done with the page; the next page, or what follows the last, is appended
   */
  async execute({ payload }: TaskView, context: StepContext): Promise<Outcome> {
    const page = Number(payload['page']);
    // Taken before the page is asked for: what changes while it is read is newer than the look.
    const begunAt = (await this.now()).toISOString();
    const { listings, next } = await this.source.page(context, textOf(payload['cursor']) ?? null);
    const then = next === null ? this.conclude(page) : [listPage(this.options, page + 1, next)];
    return done({ begun_at: begunAt, listings, next }, [], then);
  }
}

/** All pages of a look at an account. */
export interface CompleteLook {
  /** When the first page was asked for. */
  readonly since: Date;
  /** Each listing once, as its last page showed it. */
  readonly listings: readonly FoundListing[];
}

/**
 * Puts the pages of a look together.
 * @param results results of the job's steps
 * @param idName name of the id that tells the listings apart
 * @returns the look
 * @throws {Error} where a page is missing, which cannot be: conclusions are planned by the last page
 */
export function completeLook(results: StepContext['results'], idName: string): CompleteLook {
  const found = new Map<string, FoundListing>();
  for (let page = 1; ; page += 1) {
    const result = results[`${STEP}:${page}`];
    if (result === undefined) throw new Error(`page ${page} of a complete look is missing`);
    for (const listing of pageListings(result)) {
      const id = listing.externalIds[idName];
      if (id === undefined) throw new Error(`a listing was found without its ${idName}`);
      found.set(id, listing);
    }
    if (result['next'] === null) break;
  }
  const since = new Date(textOf(results[`${STEP}:1`]?.['begun_at']) ?? '');
  return { since, listings: [...found.values()] };
}

/**
 * Reads a page back from its stored result, which this class has written.
 * @param result the result
 * @returns its listings
 */
export function pageListings(result: Readonly<Record<string, unknown>>): readonly FoundListing[] {
  return result['listings'] as readonly FoundListing[];
}
