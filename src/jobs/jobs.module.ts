import { Module } from '@nestjs/common';
import { TasksModule } from '../tasks/tasks.module.ts';
import { ActivityController } from './activity/activity.controller.ts';
import { RecentEndings } from './activity/recent-endings.ts';
import { JobViews } from './job-view.ts';
import { JobWishes } from './job-wishes.ts';
import { JobsController } from './jobs.controller.ts';
import { MarketplaceJobService } from './jobs.service.ts';
import { ShownJobs } from './shown-jobs.ts';
import { LaneOverview } from './lanes/lane-overview.ts';
import { TenantLanesController } from './lanes/lanes.controller.ts';

/** Jobs: one operation on one marketplace each. */
@Module({
  imports: [TasksModule],
  controllers: [JobsController, TenantLanesController, ActivityController],
  providers: [JobViews, JobWishes, LaneOverview, MarketplaceJobService, RecentEndings, ShownJobs],
  exports: [JobViews, MarketplaceJobService],
})
export class JobsModule {}
