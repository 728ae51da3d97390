import { Module } from '@nestjs/common';
import { BatchProgress } from './batch-progress.ts';

/** Batches: what a seller asked for over many products, and how far it has come. */
@Module({ providers: [BatchProgress], exports: [BatchProgress] })
export class BatchesModule {}
