import { done } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { ListingRecords } from '../../listings/known-listings.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { recordOf } from '../http/json-shape.ts';
import { askingStep } from './account-steps.ts';
import type { AccountPlanOptions, AccountStep } from './account-steps.ts';
import { concludeSync } from './conclude-sync.ts';
import { ListPageStep, completeLook, listPage } from './listing-pages.ts';
import type { ListingSource } from './listing-source.ts';

const CONCLUDE = 'conclude';

/**
 * Plans a look at all listings of an account: one step a page, and one that draws the conclusions. The pages after the
 * first are appended as they are found.
 * @param options how the marketplace is reached
 * @returns the first step
 */
export function syncPlan(options: AccountPlanOptions): readonly TaskPlan[] {
  return [listPage(options, 1, null)];
}

/**
 * Makes the steps of a sync.
 * @param options how the marketplace is reached
 * @param source reads the pages
 * @param known what StoFlow knows
 * @returns the steps by name
 */
export function syncSteps(
  options: AccountPlanOptions,
  source: ListingSource,
  known: ListingRecords,
): Record<string, AccountStep> {
  const description = `Compare what ${options.marketplaceName} shows with what StoFlow knows`;
  const conclude = (): readonly TaskPlan[] => [askingStep(options, CONCLUDE, description)];
  return {
    list_listings: new ListPageStep(options, source, conclude, () => known.now()),
    [CONCLUDE]: new ConcludeSyncStep(options, source, known),
  };
}

/**
 * Chooses the result of a sync.
 * @param results results by step name
 * @returns how many listings were found and what became of those known; nothing of an incomplete sync
 */
export function summariseSync(results: StepContext['results']): Record<string, unknown> {
  return { ...recordOf(results[CONCLUDE]) };
}

/** Draws the conclusions of a look that has seen every page. */
class ConcludeSyncStep implements AccountStep {
  constructor(
    private readonly options: AccountPlanOptions,
    private readonly source: ListingSource,
    private readonly known: ListingRecords,
  ) {}

  async execute(_task: TaskView, context: StepContext): Promise<Outcome> {
    const { idName } = this.source;
    const look = completeLook(context.results, idName);
    const known = await this.known.open(context.tenant, context.account.id);
    const shown = new Set(look.listings.map(({ externalIds }) => externalIds[idName]));
    const unseen = known.filter(({ externalIds }) => {
      const id = externalIds[idName];
      return id !== undefined && !shown.has(id);
    });
    const confirmed =
      unseen.length === 0
        ? []
        : ((await this.source.confirm?.(
            context,
            unseen.map(({ externalIds }) => externalIds),
          )) ?? []);
    const listings = [...look.listings, ...confirmed];
    const { marketplaceName } = this.options;
    const { effects, counts } = concludeSync({ since: look.since, listings }, known, {
      marketplaceName,
      idName,
    });
    return done({ found: listings.length, ...counts }, effects);
  }
}
