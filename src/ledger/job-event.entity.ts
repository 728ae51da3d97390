import { defineEntity, p } from '@mikro-orm/core';

const JobEventSchema = defineEntity({
  name: 'JobEvent',
  tableName: 'job_events',
  schema: '*',
  properties: {
    id: p.bigint('number').primary(),
    jobId: p.bigint('number').nullable(),
    batchJobId: p.bigint('number').nullable(),
    at: p.datetime(),
    type: p.text(),
    fromStatus: p.text().nullable(),
    toStatus: p.text().nullable(),
    actor: p.text(),
    reason: p.text().nullable(),
    details: p.json<Readonly<Record<string, unknown>>>().nullable(),
  },
});

/** Table `job_events`: what happened to a job, by whom and why. Read only: written with the change it tells of. */
export class JobEvent extends JobEventSchema.class {}
JobEventSchema.setClass(JobEvent);
