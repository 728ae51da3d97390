import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Promote } from '../../queue/promote.ts';
import { HouseKeeping } from './house-keeping.ts';
import { Reaper } from './reaper.ts';
import { RecurringJobs } from './recurring-jobs.ts';
import { Restorer } from './restorer.ts';

/** Age at which a job without a pointer is found to be missing one. */
const MISSING_AFTER_MS = 5 * 60_000;
import { UnreachableAccounts } from './unreachable-accounts.ts';

/** The chores, each in the form in which it is scheduled: it drains what there is and reports whether jobs may run. */
@Injectable()
export class Upkeep {
  private readonly log = new Logger(Upkeep.name);

  constructor(
    private readonly config: AppConfig,
    private readonly promotion: Promote,
    private readonly reaper: Reaper,
    private readonly house: HouseKeeping,
    private readonly restorer: Restorer,
    private readonly recurring: RecurringJobs,
    private readonly unreachable: UnreachableAccounts,
  ) {}

  /** @returns whether scheduled jobs became ready */
  async promote(): Promise<boolean> {
    let promoted = 0;
    for (let lot = await this.promotion.due(); lot > 0; lot = await this.promotion.due()) promoted += lot;
    return promoted > 0;
  }

  /** @returns whether jobs were taken back, from dead instances or from claims that were never answered */
  async reap(): Promise<boolean> {
    let taken = await this.reaper.runOwn();
    for (let lot = await this.reaper.run(); lot > 0; lot = await this.reaper.run()) taken += lot;
    await this.house.forgetDeadInstances();
    return taken > 0;
  }

  /** @returns whether jobs were made that nobody asked for: by turn, or since an account cannot act */
  async repeat(): Promise<boolean> {
    const held = await this.holdElsewhere();
    return (await this.recurring.run()) || held;
  }

  /** Its trouble must not keep recurring actions from their turns, which find the sales. */
  private async holdElsewhere(): Promise<boolean> {
    try {
      return await this.unreachable.run();
    } catch (error: unknown) {
      this.log.error({ err: error }, 'accounts that cannot act could not be looked after yet');
      return false;
    }
  }

  /** Ends jobs that were not begun in time. */
  async expire(): Promise<void> {
    await this.house.expire();
  }

  /** Recounts every batch that is not over. */
  async recountOpenBatches(): Promise<void> {
    await this.restorer.recountOpenBatches();
  }

  /** Checks every lane's counters. */
  async sweep(): Promise<void> {
    await this.house.sweep();
  }

  /** Raises jobs that have waited for an hour. */
  async age(): Promise<void> {
    await this.house.age(this.config.scaled(3_600_000));
  }

  /** Gives jobs their pointer back that lost it. */
  async restorePointers(): Promise<void> {
    await this.restorer.restorePointers(this.config.scaled(MISSING_AFTER_MS));
  }
}
