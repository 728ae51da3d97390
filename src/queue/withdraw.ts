import { Injectable } from '@nestjs/common';
import type { Sql } from '../common/database/sql.ts';
import type { LaneKey, PointerKey } from './keys.ts';
import { Lanes } from './lanes.ts';

/**
 * Takes waiting jobs out of their lanes, or back in, on a person's wish. The leased pointer of a job that runs is never
 * touched: it belongs to its owner, which reads the wish on the job at its next step.
 */
@Injectable()
export class Withdraw {
  constructor(private readonly lanes: Lanes) {}

  /**
   * Removes pointers that nobody holds: their jobs are cancelled or have expired.
   * @param sql the transaction; it locked the lanes in an earlier statement
   * @param keys the jobs
   * @returns ids of the jobs whose pointers are gone
   */
  async remove(sql: Sql, keys: readonly PointerKey[]): Promise<readonly number[]> {
    const removed = await sql.query<LaneKey & PointerKey>(
      `delete from public.job_queue
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[])) and state <> 'leased'
       returning tenant_id as "tenantId", account_id as "accountId", job_id as "jobId"`,
      arrays(keys),
    );
    await this.lanes.refresh(sql, removed);
    return removed.map(({ jobId }) => jobId);
  }

  /**
   * Removes what is left of jobs that have ended without running: pointers that were claimed and not begun yet, or that
   * are about to be handed back. Their owner finds nothing to settle; left to it, a pointer it parks would stay for good.
   * @param sql the transaction; it locked the lanes in an earlier statement and ended the jobs
   * @param keys the jobs
   */
  async removeEnded(sql: Sql, keys: readonly PointerKey[]): Promise<void> {
    const removed = await sql.query<LaneKey & { readonly state: string }>(
      `delete from public.job_queue
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))
       returning tenant_id as "tenantId", account_id as "accountId", state`,
      arrays(keys),
    );
    await this.lanes.refresh(
      sql,
      removed,
      removed.map(({ state }) => (state === 'leased' ? 1 : 0)),
    );
  }

  /**
   * Takes the expiry off pointers whose jobs have begun, and therefore cannot expire any more.
   * @param sql the transaction; it locked the lanes in an earlier statement
   * @param keys the jobs
   */
  async forgetExpiry(sql: Sql, keys: readonly PointerKey[]): Promise<void> {
    await sql.query(
      `update public.job_queue set expires_at = null
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))`,
      arrays(keys),
    );
  }

  /**
   * Parks pointers that nobody holds: their jobs are paused.
   * @param sql the transaction; it locked the lanes in an earlier statement
   * @param keys the jobs
   */
  async park(sql: Sql, keys: readonly PointerKey[]): Promise<void> {
    const lanes = await sql.query<LaneKey>(
      `update public.job_queue set state = 'parked'
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))
         and state in ('ready', 'scheduled')
       returning tenant_id as "tenantId", account_id as "accountId"`,
      arrays(keys),
    );
    await this.lanes.refresh(sql, lanes);
  }

  /**
   * Tells which jobs somebody holds.
   * @param sql the transaction; it locked the lanes in an earlier statement, so that none is claimed meanwhile
   * @param keys the jobs
   * @returns ids of those whose pointers are leased
   */
  async held(sql: Sql, keys: readonly PointerKey[]): Promise<readonly number[]> {
    const rows = await sql.query<PointerKey>(
      `select tenant_id as "tenantId", job_id as "jobId" from public.job_queue
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[])) and state = 'leased'`,
      arrays(keys),
    );
    return rows.map(({ jobId }) => jobId);
  }

  /**
   * Finds the lanes of jobs, to lock them before anything else is done.
   * @param sql any connection
   * @param keys the jobs
   * @returns their lanes, with repeats
   */
  async lanesOf(sql: Sql, keys: readonly PointerKey[]): Promise<readonly LaneKey[]> {
    return sql.query<LaneKey>(
      `select tenant_id as "tenantId", account_id as "accountId" from public.job_queue
       where (tenant_id, job_id) in (select * from unnest($1::bigint[], $2::bigint[]))`,
      arrays(keys),
    );
  }
}

function arrays(keys: readonly PointerKey[]): readonly unknown[] {
  return [keys.map((key) => key.tenantId), keys.map((key) => key.jobId)];
}
