import { defineEntity, p } from '@mikro-orm/core';
import type { Failure } from '../domain/outcome.ts';
import { JOB_STATUSES, WAIT_REASONS } from '../domain/vocabulary.ts';

const MarketplaceJobSchema = defineEntity({
  name: 'MarketplaceJob',
  tableName: 'marketplace_jobs',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    batchJobId: p.bigint('number').nullable(),
    actionTypeId: p.integer(),
    marketplace: p.text(),
    actionCode: p.text(),
    accountId: p.bigint('number'),
    productId: p.bigint('number').nullable(),
    status: p.enum(JOB_STATUSES),
    waitingFor: p.enum(WAIT_REASONS).nullable(),
    waitingSince: p.datetime().nullable(),
    unresolved: p.boolean(),
    priority: p.smallint(),
    inputData: p.json<Readonly<Record<string, unknown>>>(),
    resultData: p.json<Readonly<Record<string, unknown>>>().nullable(),
    error: p.json<Failure>().nullable(),
    attempts: p.integer(),
    maxAttempts: p.integer(),
    runAt: p.datetime(),
    expiresAt: p.datetime().nullable(),
    idempotencyKey: p.text().nullable(),
    requestHash: p.text().nullable(),
    requestedBy: p.text().nullable(),
    doneTasks: p.integer(),
    totalTasks: p.integer(),
    cancelRequested: p.boolean(),
    pauseRequested: p.boolean(),
    startedAt: p.datetime().nullable(),
    completedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Table `marketplace_jobs`: one operation on one marketplace. Read only: the ledger's statements write it. */
export class MarketplaceJob extends MarketplaceJobSchema.class {}
MarketplaceJobSchema.setClass(MarketplaceJob);
