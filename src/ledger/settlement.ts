import { Injectable } from '@nestjs/common';
import { Database } from '../common/database/database.ts';
import type { TenantRef } from '../domain/tenant-ref.ts';
import { TERMINAL_JOB_STATUSES } from '../domain/vocabulary.ts';
import type { JobStatus } from '../domain/vocabulary.ts';
import type { Settlement } from '../queue/settle.ts';
import { SUPERSEDED, isAlreadyWaiting } from './already-waiting.ts';
import type { Fence } from './fence.ts';
import { recordEvent } from './history.ts';

/** How often a pointer whose job cannot be seen is tried again: its transaction may still be on its way. */
const INVISIBLE_TRIES = 3;
const INVISIBLE_DELAY_MS = 1000;

interface JobState {
  readonly status: JobStatus;
  readonly delayMs: number;
  readonly unresolved: boolean;
}

/** Decides what becomes of a pointer by looking at its job, which alone knows. */
@Injectable()
export class SettlementReader {
  constructor(private readonly database: Database) {}

  /**
   * Looks at a job that could not be started, or whose holder is gone. Wishes of its batch that have not reached
   * the job are carried out first.
   * @param fence the job and the epoch of the claim that is to be settled
   * @param recoveries how often the pointer was recovered
   * @returns what becomes of the pointer
   */
  async of(fence: Fence, recoveries: number): Promise<Settlement> {
    const { tenant, jobId } = fence;
    await this.fenceOff(fence);
    await this.obeyWishes(fence);
    const [job] = await this.database.query<JobState>(
      `select j.status, ${isUnresolved(tenant)} as unresolved,
              greatest(0, extract(epoch from j.run_at - clock_timestamp())::float8 * 1000) as "delayMs"
       from ${tenant.schema}.marketplace_jobs j where j.id = $1`,
      [jobId],
    );
    if (job === undefined) {
      return recoveries >= INVISIBLE_TRIES
        ? { to: 'gone' }
        : { to: 'scheduled', delayMs: INVISIBLE_DELAY_MS, recovered: true };
    }
    const { unresolved } = job;
    if (job.status === 'paused') return { to: 'parked', unresolved };
    if ((TERMINAL_JOB_STATUSES as readonly string[]).includes(job.status)) return { to: 'gone' };
    return job.status === 'pending' && job.delayMs > 0
      ? { to: 'scheduled', delayMs: job.delayMs, unresolved }
      : { to: 'ready', unresolved };
  }

  /**
   * Whoever held this claim begins nothing with it any more: a program that was stopped between its claim and the
   * start would begin the job when it goes on, although everybody takes it for dead.
   */
  private async fenceOff({ tenant, jobId, epoch }: Fence): Promise<void> {
    await this.database.query(
      `update ${tenant.schema}.marketplace_jobs set epoch = $2 where id = $1 and epoch < $2`,
      [jobId, epoch],
    );
  }

  /**
   * A job which was cancelled or paused, by itself or with its batch, while its pointer was leased. A job that a
   * later claim holds is left to that claim. One that were to pause beside a newer request gives way to it.
   */
  private async obeyWishes(fence: Fence): Promise<void> {
    try {
      await this.obey(fence, false);
    } catch (error: unknown) {
      if (!isAlreadyWaiting(error)) throw error;
      await this.obey(fence, true);
    }
  }

  private async obey({ tenant, jobId, epoch }: Fence, givesWay: boolean): Promise<void> {
    await this.database.query(
      `with wish as (
         select j.id, j.cancel_requested or coalesce(b.cancel_requested, false) as cancel,
                j.pause_requested or coalesce(b.paused, false) as pause
         from ${tenant.schema}.marketplace_jobs j
         left join ${tenant.schema}.batch_jobs b on b.id = j.batch_job_id
         where j.id = $1
       ),
       job as (
         update ${tenant.schema}.marketplace_jobs j
         set status = case when wish.cancel or $3 then 'cancelled' else 'paused' end,
             waiting_for = case when wish.cancel or $3 then null else 'paused' end, waiting_since = now(),
             error = case when $3 and not wish.cancel then ${SUPERSEDED} else j.error end,
             completed_at = case when wish.cancel or $3 then now() end, pause_requested = false, updated_at = now(),
             unresolved = ${isUnresolved(tenant)}
         from wish
         where j.id = wish.id and j.epoch <= $2 and j.status in ('pending', 'processing')
           and (wish.cancel or wish.pause)
         returning j.id, j.batch_job_id, j.status
       ),
       ${interruptedTasks(tenant)},
       event as (${recordEvent(tenant.schema, { type: `'ended'`, actor: `'worker'`, reason: 'null' })})
       select from job`,
      [jobId, epoch, givesWay],
    );
  }
}

/**
 * Whether job `j` has a step that may have taken effect, or is under way and may not be repeated blindly.
 * @param tenant whose tables
 * @returns an SQL condition
 */
export function isUnresolved({ schema }: TenantRef): string {
  return `(j.unresolved or exists (
    select from ${schema}.marketplace_tasks t
    where t.job_id = j.id and (t.status = 'unknown' or (t.status = 'processing' and t.effect = 'once'))
  ))`;
}

/**
 * A step that was under way when its holder went: unknown when repeating it would matter, else it simply waits.
 * @param tenant whose tables
 * @returns a common table expression on the rows of `job`
 */
export function interruptedTasks({ schema }: TenantRef): string {
  return `
    interrupted as (
      update ${schema}.marketplace_tasks t
      set status = case when t.effect = 'once' and t.status = 'processing' then 'unknown'
                        when job.status = 'cancelled' then 'cancelled'
                        else 'pending' end,
          updated_at = now()
      from job where t.job_id = job.id and t.status in ('pending', 'processing')
    )`;
}
