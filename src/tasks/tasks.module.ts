import { Module } from '@nestjs/common';
import { TasksController } from './tasks.controller.ts';
import { MarketplaceTaskService } from './tasks.service.ts';

/** Tasks: one functional step each. */
@Module({
  controllers: [TasksController],
  providers: [MarketplaceTaskService],
  exports: [MarketplaceTaskService],
})
export class TasksModule {}
