import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { Brakes } from './brakes.ts';
import { Dispatcher } from './dispatcher.ts';
import { JobRunner } from './job-runner.ts';
import { MarketplaceJobProcessor } from './marketplace-job-processor.ts';
import { ProcessorSchedule } from './processor-schedule.ts';
import { RateGate } from './rate-gate.ts';
import { ReconcileStep } from './reconcile-step.ts';
import { HouseKeeping } from './recovery/house-keeping.ts';
import { Reaper } from './recovery/reaper.ts';
import { RecurringJobs } from './recovery/recurring-jobs.ts';
import { Restorer } from './recovery/restorer.ts';
import { Takeback } from './recovery/takeback.ts';
import { UnreachableAccounts } from './recovery/unreachable-accounts.ts';
import { Upkeep } from './recovery/upkeep.ts';
import { Releaser } from './releaser.ts';
import { RunEndings } from './run-endings.ts';
import { RunPreparation } from './run-preparation.ts';
import { JobTaker } from './job-taker.ts';
import { RunStart } from './run-start.ts';
import { RunningJobs } from './running-jobs.ts';
import { StepAdmission } from './step-admission.ts';
import { StepExecutor } from './step-executor.ts';
import { StepFinish } from './step-finish.ts';
import { StepLoop } from './step-loop.ts';
import { StepRun } from './step-run.ts';
import { StepTimes } from './step-times.ts';
import { ShutdownModule } from '../common/shutdown.ts';
import { Ticker } from '../common/ticker.ts';

/** Runs jobs: the scheduled processor, the runner, and what puts crashes right. */
@Module({
  imports: [ScheduleModule.forRoot(), ShutdownModule],
  providers: [
    Brakes,
    Dispatcher,
    HouseKeeping,
    JobRunner,
    MarketplaceJobProcessor,
    ProcessorSchedule,
    RateGate,
    Reaper,
    RecurringJobs,
    ReconcileStep,
    Releaser,
    Restorer,
    RunEndings,
    RunPreparation,
    JobTaker,
    RunStart,
    RunningJobs,
    StepAdmission,
    StepExecutor,
    StepFinish,
    StepLoop,
    StepRun,
    StepTimes,
    Takeback,
    Ticker,
    UnreachableAccounts,
    Upkeep,
  ],
  exports: [Dispatcher, JobRunner, Reaper, Upkeep],
})
export class ProcessingModule {}
