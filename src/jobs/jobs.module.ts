import { Module } from '@nestjs/common';
import { TasksModule } from '../tasks/tasks.module.ts';
import { JobViews } from './job-view.ts';
import { JobWishes } from './job-wishes.ts';
import { JobsController } from './jobs.controller.ts';
import { MarketplaceJobService } from './jobs.service.ts';

/** Jobs: one operation on one marketplace each. */
@Module({
  imports: [TasksModule],
  controllers: [JobsController],
  providers: [JobViews, JobWishes, MarketplaceJobService],
  exports: [JobViews, MarketplaceJobService],
})
export class JobsModule {}
