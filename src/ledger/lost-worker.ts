import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import { withAdvice } from '../domain/error-entry.ts';
import type { Failure } from '../domain/outcome.ts';
import type { Fence } from './fence.ts';
import { recordEvent } from './history.ts';
import { JOB_ERRORS } from './job-error-catalogue.ts';
import { interruptedTasks, isUnresolved } from './settlement.ts';

/** Why a job was given up whose holders kept dying: whatever kills them may be the job itself. */
const LOST: Failure = withAdvice(
  { code: 'job.worker_lost', message: JOB_ERRORS['job.worker_lost'].happened },
  JOB_ERRORS['job.worker_lost'],
);

/** Gives up jobs whose holders died too often. */
@Injectable()
export class LostWorker {
  constructor(private readonly database: Database) {}

  /**
   * Fails a job that no living run holds. A step that may have taken effect stays unknown, for a retry to look up.
   * @param fence the job and the epoch of the last claim
   * @returns whether the job was failed; false when it had moved on
   */
  async giveUp({ tenant, jobId, epoch }: Fence): Promise<boolean> {
    const { schema } = tenant;
    const rows = await this.database.query(
      `with job as (
         update ${schema}.marketplace_jobs j
         set status = 'failed', error = $3, epoch = greatest(j.epoch, $2), waiting_for = null, waiting_since = null,
             completed_at = now(), updated_at = now(),
             unresolved = ${isUnresolved(tenant)}
         where j.id = $1 and j.epoch <= $2 and j.status in ('pending', 'processing')
         returning j.id, j.batch_job_id, j.status
       ),
       ${interruptedTasks(tenant)},
       event as (${recordEvent(schema, { type: `'ended'`, actor: `'reaper'`, reason: `$3::jsonb ->> 'message'` })})
       select id from job`,
      [jobId, epoch, JSON.stringify(LOST)],
    );
    return rows.length === 1;
  }
}
