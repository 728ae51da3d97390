import { Module } from '@nestjs/common';
import { ShutdownModule } from '../common/shutdown.ts';
import { JobsModule } from '../jobs/jobs.module.ts';
import { AccountStates } from './account-states.ts';
import { ChangeFinder } from './change-finder.ts';
import { EventsController } from './events.controller.ts';
import { Feeds } from './feeds.ts';
import { Pulses } from './pulses.ts';
import { StateReader } from './state-reader.ts';

/** Events: what changes, told to whoever reads along. */
@Module({
  imports: [ShutdownModule, JobsModule],
  controllers: [EventsController],
  providers: [AccountStates, ChangeFinder, Feeds, Pulses, StateReader],
  exports: [Feeds],
})
export class EventsModule {}
