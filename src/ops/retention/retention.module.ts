import { Module } from '@nestjs/common';
import { ShutdownModule } from '../../common/shutdown.ts';
import { Ticker } from '../../common/ticker.ts';
import { OldRows } from './old-rows.ts';
import { Retention } from './retention.ts';
import { RetentionSchedule } from './retention-schedule.ts';
import { RetentionTurns } from './retention-turns.ts';

/** Removes what is older than it is kept. */
@Module({
  imports: [ShutdownModule],
  providers: [OldRows, Retention, RetentionSchedule, RetentionTurns, Ticker],
})
export class RetentionModule {}
