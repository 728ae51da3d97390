import { Module } from '@nestjs/common';
import { JobsModule } from '../jobs/jobs.module.ts';
import { BatchSummaries } from './batch-summary.ts';
import { BatchesController } from './batches.controller.ts';
import { BatchJobService } from './batches.service.ts';

/** Batches: what a seller asked for over many products, and how far it has come. */
@Module({
  imports: [JobsModule],
  controllers: [BatchesController],
  providers: [BatchJobService, BatchSummaries],
  exports: [BatchJobService],
})
export class BatchesModule {}
