import { defineEntity, p } from '@mikro-orm/core';
import { BATCH_STATUSES } from '../domain/vocabulary.ts';
import type { SkippedSubject } from './batch-rows.ts';

const BatchJobSchema = defineEntity({
  name: 'BatchJob',
  tableName: 'batch_jobs',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    marketplaces: p.array(),
    actionCode: p.text(),
    kind: p.text(),
    status: p.enum(BATCH_STATUSES),
    paused: p.boolean(),
    cancelRequested: p.boolean(),
    totalCount: p.integer(),
    pendingCount: p.integer(),
    processingCount: p.integer(),
    pausedCount: p.integer(),
    completedCount: p.integer(),
    failedCount: p.integer(),
    cancelledCount: p.integer(),
    expiredCount: p.integer(),
    skipped: p.json<readonly SkippedSubject[]>(),
    options: p.json<Readonly<Record<string, unknown>>>(),
    requestedBy: p.text().nullable(),
    idempotencyKey: p.text().nullable(),
    requestHash: p.text().nullable(),
    startedAt: p.datetime().nullable(),
    completedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Table `batch_jobs`: one request of a seller over many products. Read only: the ledger's statements write it. */
export class BatchJob extends BatchJobSchema.class {}
BatchJobSchema.setClass(BatchJob);
