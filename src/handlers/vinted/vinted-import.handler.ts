import { Clock } from '../../common/clock.ts';
import type { TaskPlan } from '../../domain/task-plan.ts';
import { KnownListings } from '../../listings/known-listings.ts';
import { PluginCommands } from '../../plugin/commands/plugin-commands.ts';
import { MarketplaceHandler } from '../contract/marketplace-handler.decorator.ts';
import { ACCOUNT_PLAN_VERSION } from '../inventory/account-steps.ts';
import { importPlan, importSteps, summariseImport } from '../inventory/import.ts';
import { SamePictures } from '../inventory/same-pictures.ts';
import { PluginJobHandler } from '../plugin/plugin-job-handler.ts';
import { PluginQuestions } from '../plugin/plugin-questions.ts';
import type { PluginStep } from '../plugin/plugin-step.ts';
import { VINTED_ACCOUNT } from './account/account-options.ts';
import { VintedImportSource } from './account/vinted-import-source.ts';

/** Makes products of what an account has on Vinted already, through the seller's own browser. */
@MarketplaceHandler({ marketplace: 'vinted', action: 'import' })
export class VintedImportHandler extends PluginJobHandler {
  override readonly planVersion = ACCOUNT_PLAN_VERSION;
  protected override readonly marketplaceName = VINTED_ACCOUNT.marketplaceName;
  protected override readonly steps: Readonly<Record<string, PluginStep>>;

  constructor(commands: PluginCommands, clock: Clock, known: KnownListings, pictures: SamePictures) {
    super(commands, clock);
    const source = new VintedImportSource(new PluginQuestions(commands, this.marketplaceName), known);
    this.steps = importSteps(VINTED_ACCOUNT, source, { known, pictures });
  }

  /** @returns the first page; more are appended as they are found */
  override plan(): readonly TaskPlan[] {
    return importPlan(VINTED_ACCOUNT);
  }

  /**
   * Chooses the job's result.
   * @param results results by step name
   * @returns how many live items were found, and how many of them are new to StoFlow
   */
  override summarise(
    results: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
  ): Record<string, unknown> {
    return summariseImport(results);
  }
}
