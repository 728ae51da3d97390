import { defineEntity, p } from '@mikro-orm/core';
import type { Failure } from '../domain/outcome.ts';
import { EFFECT_CLASSES, TASK_STATUSES, TASK_TYPES } from '../domain/vocabulary.ts';

const MarketplaceTaskSchema = defineEntity({
  name: 'MarketplaceTask',
  tableName: 'marketplace_tasks',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    jobId: p.bigint('number'),
    position: p.integer(),
    taskType: p.enum(TASK_TYPES),
    step: p.text(),
    effect: p.enum(EFFECT_CLASSES),
    description: p.text(),
    status: p.enum(TASK_STATUSES),
    attempt: p.integer(),
    notAfter: p.datetime().nullable(),
    payload: p.json<Readonly<Record<string, unknown>>>(),
    result: p.json<Readonly<Record<string, unknown>>>().nullable(),
    error: p.json<Failure>().nullable(),
    unknownOutcomes: p.integer(),
    startedAt: p.datetime().nullable(),
    completedAt: p.datetime().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});

/** Table `marketplace_tasks`: one functional step of a job. Read only: the ledger's statements write it. */
export class MarketplaceTask extends MarketplaceTaskSchema.class {}
MarketplaceTaskSchema.setClass(MarketplaceTask);
