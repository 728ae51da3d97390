import type { FoundListing } from '../../domain/found.ts';
import { done } from '../../domain/outcome.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import type { ListingRecords } from '../../listings/known-listings.ts';
import type { StepContext, TaskView } from '../contract/contexts.ts';
import { integerOf } from '../http/json-shape.ts';
import { storedStep } from './account-steps.ts';
import type { AccountPlanOptions, AccountStep } from './account-steps.ts';
import { ListPageStep, completeLook, listPage } from './listing-pages.ts';
import type { ListingSource } from './listing-source.ts';
import type { SamePictures } from './same-pictures.ts';

const STEP = 'import_listings';

/** Listings of one commit: so few that a lost one costs little, so many that a wardrobe takes few. */
const LOT = 25;

/**
 * Plans an import: one step a page, as for a sync, then one for every lot of listings.
 * @param options how the marketplace is reached
 * @returns the first step
 */
export function importPlan(options: AccountPlanOptions): readonly TaskPlan[] {
  return [listPage(options, 1, null)];
}

/** What an import needs beside the marketplace. */
export interface ImportPorts {
  readonly known: ListingRecords;
  readonly pictures: SamePictures;
}

/**
 * Makes the steps of an import.
 * @param options how the marketplace is reached
 * @param source reads the pages
 * @param ports what StoFlow knows
 * @returns the steps by name
 */
export function importSteps(
  options: AccountPlanOptions,
  source: ListingSource,
  { known, pictures }: ImportPorts,
): Record<string, AccountStep> {
  const first = (): readonly TaskPlan[] => [lotStep(options, 1)];
  return {
    list_listings: new ListPageStep(options, source, first, () => known.now()),
    [STEP]: new ImportLotStep(options, source.idName, known, pictures),
  };
}

/**
 * Chooses the result of an import.
 * @param results results by step name
 * @returns how many live listings were found, and how many of them StoFlow did not know
 */
export function summariseImport(results: StepContext['results']): Record<string, unknown> {
  const lots = Object.entries(results).filter(([step]) => step.startsWith(`${STEP}:`));
  return {
    found: integerOf(lots[0]?.[1]['found']) ?? 0,
    new: lots.reduce((sum, [, lot]) => sum + (integerOf(lot['new']) ?? 0), 0),
  };
}

function lotStep({ marketplaceName }: AccountPlanOptions, lot: number | 'n'): TaskPlan {
  const description = `Make products of listings on ${marketplaceName} (lot ${lot})`;
  return storedStep(`${STEP}:${lot}`, description, { lot });
}

/** Takes in one lot. What becomes of each listing is decided in the commit, which sees every product there is. */
class ImportLotStep implements AccountStep {
  readonly appends: readonly TaskPlan[];

  constructor(
    private readonly options: AccountPlanOptions,
    private readonly idName: string,
    private readonly known: ListingRecords,
    private readonly pictures: SamePictures,
  ) {
    this.appends = [lotStep(options, 'n')];
  }

  async execute({ payload }: TaskView, context: StepContext): Promise<Outcome> {
    const lot = Number(payload['lot']);
    const live = completeLook(context.results, this.idName).listings.filter(
      ({ status }) => status === 'live',
    );
    const unknown = await this.unknown(context, live.slice((lot - 1) * LOT, lot * LOT));
    const effects = [];
    for (const listing of unknown) {
      const samePicture = await this.pictures.of(context, listing);
      effects.push({ type: 'import' as const, listing, samePicture });
    }
    const then = lot * LOT < live.length ? [lotStep(this.options, lot + 1)] : [];
    return done({ found: live.length, new: unknown.length }, effects, then);
  }

  private async unknown(
    { tenant, account }: StepContext,
    found: readonly FoundListing[],
  ): Promise<readonly FoundListing[]> {
    const known = await this.known.all(tenant, account.id);
    const ids = new Set(known.map(({ externalIds }) => externalIds[this.idName]));
    return found.filter(({ externalIds }) => !ids.has(externalIds[this.idName]));
  }
}
