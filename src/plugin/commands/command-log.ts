import { Injectable } from '@nestjs/common';
import { Database } from '../../common/database/database.ts';
import type { TenantRef } from '../../domain/tenant-ref.ts';
import type { PluginAnswer } from '../plugin-call.ts';

/** A command as its task's row tells it. */
export interface LoggedCommand {
  /** The browser that was given it; null where none was. */
  readonly deviceId: number | null;
  /** The journal it was to be written into; null where none was. */
  readonly journalId: string | null;
  /** What that browser answered; null while it has not. */
  readonly answer: PluginAnswer | null;
  /** Milliseconds until it must not be started any more, by the database's clock; negative after. */
  readonly remainingMs: number;
}

/** What became of an answer. */
export type Stored =
  | { readonly kind: 'stored'; readonly jobId: number; readonly accountId: number }
  /** The same device had answered before: the first answer counts. */
  | { readonly kind: 'repeated' }
  /** No command of that id was given to that device. */
  | { readonly kind: 'refused' };

/**
 * The row of a task is the message to the browser: its attempt key is the command's id, and the answer is kept there
 * by whichever instance hears it, before the browser may forget it.
 */
@Injectable()
export class CommandLog {
  constructor(private readonly database: Database) {}

  /**
   * Notes which browser is given a command, unless it has been answered already.
   * @param tenant whose task
   * @param commandId the task's attempt key
   * @param browser which, and the journal it has now
   * @returns the command as it stands; undefined where no task has that key any more
   */
  async assign(
    tenant: TenantRef,
    commandId: string,
    { deviceId, journalId }: { readonly deviceId: number; readonly journalId: string },
  ): Promise<LoggedCommand | undefined> {
    const [assigned] = await this.database.query<LoggedCommand>(
      `update ${tenant.schema}.marketplace_tasks t set device_id = $2, device_journal = $3
       where ${IS_COMMAND} and t.answer is null returning ${COLUMNS}`,
      [commandId, deviceId, journalId],
    );
    return assigned ?? this.find(tenant, commandId);
  }

  /**
   * @param tenant whose task
   * @param commandId the task's attempt key
   * @returns the command as it stands; undefined where no task has that key
   */
  async find(tenant: TenantRef, commandId: string): Promise<LoggedCommand | undefined> {
    const [row] = await this.database.query<LoggedCommand>(
      `select ${COLUMNS} from ${tenant.schema}.marketplace_tasks t where ${IS_COMMAND}`,
      [commandId],
    );
    return row;
  }

  /**
   * Keeps an answer. It never moves the job: the run that waits for it, or the next one, does. An answer to a job
   * that is over goes into its history, and one that says that something was done is put before a person.
   * @param tenant whose browser
   * @param deviceId which
   * @param commandId what it answers
   * @param answer what it says
   * @returns what became of it
   */
  async store(tenant: TenantRef, deviceId: number, commandId: string, answer: PluginAnswer): Promise<Stored> {
    const { schema } = tenant;
    const [stored] = await this.database.transaction(async (sql) => {
      // Whoever is ending the job is waited for, so that the next statement sees whether it is over.
      await sql.query(
        `select from ${schema}.marketplace_jobs
         where id = (select t.job_id from ${schema}.marketplace_tasks t where ${IS_COMMAND}) for update`,
        [commandId],
      );
      return sql.query<{ jobId: number; accountId: number }>(
        `with task as (
         update ${schema}.marketplace_tasks t set answer = $3, answered_at = now(), updated_at = now()
         where ${IS_COMMAND} and t.device_id = $2 and t.answer is null
         returning t.job_id, t.step, t.status
       ),
       job as (
         select j.id, j.batch_job_id, j.account_id, j.product_id, j.status, task.step,
                j.status in ('completed', 'failed', 'cancelled', 'expired') as over,
                task.status <> 'success' and $3::jsonb ->> 'status' = 'done' as surprising
         from task join ${schema}.marketplace_jobs j on j.id = task.job_id
       ),
       event as (
         insert into ${schema}.job_events (job_id, batch_job_id, type, from_status, to_status, actor, reason, details)
         select id, batch_job_id, 'late_answer', status, status, 'browser ' || $2::text,
                'the browser answered after the job had ended',
                jsonb_build_object('step', step, 'answer', $3::jsonb)
         from job where over
       ),
       question as (
         insert into ${schema}.pending_actions (job_id, account_id, product_id, code, message, details)
         select id, account_id, product_id, 'outcome.late',
                'Your browser finished a step after its job had ended. Check the listing on the marketplace.',
                jsonb_build_object('step', step, 'answer', $3::jsonb)
         from job where over and surprising
       )
       select id as "jobId", account_id as "accountId" from job`,
        [commandId, deviceId, JSON.stringify(answer)],
      );
    });
    if (stored !== undefined) return { kind: 'stored', ...stored };
    const known = await this.find(tenant, commandId);
    return { kind: known?.deviceId === deviceId && known.answer !== null ? 'repeated' : 'refused' };
  }

  /**
   * @param tenant whose browser
   * @param deviceId which
   * @param commandIds commands in its journal
   * @returns those that it was given and that were not answered
   */
  async awaited(
    tenant: TenantRef,
    deviceId: number,
    commandIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (commandIds.length === 0) return new Set();
    const rows = await this.database.query<{ id: string }>(
      `select t.command_id as id from ${tenant.schema}.marketplace_tasks t
       where t.command_id = any($1::uuid[]) and t.device_id = $2
         and t.answer is null`,
      [commandIds, deviceId],
    );
    return new Set(rows.map(({ id }) => id));
  }
}

const IS_COMMAND = `t.command_id = $1::uuid`;

const COLUMNS = `
  t.device_id as "deviceId", t.device_journal as "journalId", t.answer,
  extract(epoch from t.not_after - clock_timestamp())::float8 * 1000 as "remainingMs"`;
